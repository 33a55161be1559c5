-- A project that the person keeps at hand from now on.
INSERT INTO milestone.favourite (organisation_id, person, project_id, added_at)
VALUES (@organisation, @person, @project, @now)
ON CONFLICT (organisation_id, person, project_id) DO NOTHING;
