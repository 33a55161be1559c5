-- One row per import, the newest first.
SELECT sync_run_id, started_at, finished_at, actor, received, created, changed, unchanged, rejected, failure
FROM milestone.sync_run
WHERE organisation_id = @organisation
ORDER BY started_at DESC, sync_run_id DESC
LIMIT @limit;
