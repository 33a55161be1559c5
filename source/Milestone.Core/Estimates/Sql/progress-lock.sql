-- One row, or none: the first judgement of a phase, held until the transaction ends. It is never replaced, so whoever holds it holds the phase's progress.
SELECT version
FROM milestone.phase_progress
WHERE organisation_id = @organisation
  AND project_id = @project
  AND phase_id = @phase
  AND version = 1
FOR UPDATE;
