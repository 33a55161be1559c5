-- The first description of a project; no row where somebody else was first.
INSERT INTO milestone.project_setting
  (organisation_id, project_id, version, client, status, start_date, end_date, manager, contract_sum, output_method, notes, changed_by, changed_at)
VALUES
  (@organisation, @project, 1, @client, @status, @start, @end, @manager, @contractSum, @outputMethod, @notes, @actor, @now)
ON CONFLICT (organisation_id, project_id) DO NOTHING;
