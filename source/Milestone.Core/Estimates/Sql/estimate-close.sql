-- The version of an estimate that was current, closed.
UPDATE milestone.estimate
SET
  closed_by = @actor,
  closed_at = @now
WHERE organisation_id = @organisation
  AND estimate_id = @estimate
  AND version = @version
  AND closed_at IS NULL;
