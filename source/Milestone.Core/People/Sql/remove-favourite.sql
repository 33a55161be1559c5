-- A project that the person no longer keeps at hand.
DELETE FROM milestone.favourite
WHERE organisation_id = @organisation
  AND person = @person
  AND project_id = @project;
