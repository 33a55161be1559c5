-- Gives a project manager those of these projects that the organisation has.
INSERT INTO milestone.project_member (organisation_id, user_id, project_id)
SELECT @organisation, @user, project FROM unnest(@projects) AS project ON CONFLICT DO NOTHING;
