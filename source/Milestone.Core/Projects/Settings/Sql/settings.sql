-- One row per project that somebody has described, or one alone.
SELECT
  project_id,
  version,
  client,
  status,
  start_date,
  end_date,
  manager,
  contract_sum,
  output_method,
  notes,
  changed_by,
  changed_at
FROM milestone.project_setting
WHERE organisation_id = @organisation
  AND (@project IS NULL OR project_id = @project)
ORDER BY project_id;
