-- The one window of an id, where it is not over. It is locked until the transaction ends, so that two changes of it take turns.
SELECT window_id, starts_at, ends_at, message, planned_by, planned_at, ended_at, ended_by, COALESCE(planned_ends_at, ends_at)
FROM milestone.maintenance_window
WHERE window_id = @window AND ended_at IS NULL AND ends_at > @now
FOR UPDATE
