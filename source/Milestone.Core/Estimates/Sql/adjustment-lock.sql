-- An adjustment of a project, held until the transaction ends; no row where there is none.
SELECT
  adjustment_id,
  version,
  kind,
  project_id,
  phase_id,
  date,
  amount,
  tax,
  supplier,
  reference,
  description,
  entered_by,
  entered_at
FROM milestone.adjustment
WHERE organisation_id = @organisation
  AND project_id = @project
  AND adjustment_id = @adjustment
FOR UPDATE;
