-- The version of a phase's progress that was current, closed.
UPDATE milestone.phase_progress
SET
  closed_by = @actor,
  closed_at = @now
WHERE organisation_id = @organisation
  AND project_id = @project
  AND phase_id = @phase
  AND version = @version
  AND closed_at IS NULL;
