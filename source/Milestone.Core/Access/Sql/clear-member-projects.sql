-- Takes a project manager's projects away, to be given anew.
DELETE FROM milestone.project_member WHERE organisation_id = @organisation AND user_id = @user AND NOT project_id = ANY (@projects);
