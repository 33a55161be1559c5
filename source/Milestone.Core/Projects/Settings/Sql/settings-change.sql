-- A project's description, one version on; no row where it is not the version that was meant.
UPDATE milestone.project_setting
SET
  version = version + 1,
  client = @client,
  status = @status,
  start_date = @start,
  end_date = @end,
  manager = @manager,
  contract_sum = @contractSum,
  output_method = @outputMethod,
  notes = @notes,
  changed_by = @actor,
  changed_at = @now
WHERE organisation_id = @organisation
  AND project_id = @project
  AND version = @version;
