-- The current version of an estimate, held until the transaction ends; no row where there is none.
SELECT
  estimate_id,
  version,
  project_id,
  phase_id,
  kind,
  amount,
  date,
  confidence,
  notes,
  entered_by,
  entered_at,
  closed_by,
  closed_at
FROM milestone.estimate
WHERE organisation_id = @organisation
  AND project_id = @project
  AND estimate_id = @estimate
  AND closed_at IS NULL
FOR UPDATE;
