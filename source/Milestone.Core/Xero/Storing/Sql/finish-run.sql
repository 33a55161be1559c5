-- What the import came to, and when the books were last heard of.
UPDATE milestone.sync_run
SET finished_at = @now,
    received = @received,
    created = @created,
    changed = @changed,
    unchanged = @unchanged,
    rejected = @rejected,
    failure = @failure
WHERE organisation_id = @organisation
  AND sync_run_id = @run;

UPDATE milestone.organisation
SET last_sync = GREATEST(last_sync, @now)
WHERE organisation_id = @organisation
  AND @received > 0;
