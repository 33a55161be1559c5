-- The current progress of a phase, held until the transaction ends; no row where there is none.
SELECT
  project_id,
  phase_id,
  version,
  percent,
  date,
  notes,
  entered_by,
  entered_at,
  closed_by,
  closed_at
FROM milestone.phase_progress
WHERE organisation_id = @organisation
  AND project_id = @project
  AND phase_id = @phase
  AND closed_at IS NULL
FOR UPDATE;
