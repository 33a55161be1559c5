-- One row per batch, numbered without gaps under the lock, and the organisation's counters.
INSERT INTO milestone.batch (organisation_id, batch, recorded_at, actor, action, sync_run_id, postings)
VALUES (@organisation, @batch, @now, @actor, @action, @syncRun, @postings);

UPDATE milestone.organisation
SET last_batch = @batch, data_version = data_version + 1
WHERE organisation_id = @organisation;
