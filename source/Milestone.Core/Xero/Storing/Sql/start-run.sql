-- One row per import, from its first moment, so that one that dies is seen.
INSERT INTO milestone.sync_run (organisation_id, sync_run_id, started_at, actor)
VALUES (@organisation, @run, @now, @actor);
