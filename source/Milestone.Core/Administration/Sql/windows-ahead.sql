-- One row: how many windows are not over.
SELECT count(*)
FROM milestone.maintenance_window
WHERE ended_at IS NULL AND ends_at > @now
