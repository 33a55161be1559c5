-- One row per maintenance window that is not over, the next one first.
SELECT window_id, starts_at, ends_at, message, planned_by
FROM milestone.maintenance_window
WHERE ended_at IS NULL AND ends_at > @now
ORDER BY starts_at, window_id
