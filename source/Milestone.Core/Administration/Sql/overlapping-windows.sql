-- One row per other window that nobody ended and that shares a moment with the days of @window.
SELECT window_id, starts_at, ends_at, message, planned_by, planned_at, ended_at, ended_by, COALESCE(planned_ends_at, ends_at)
FROM milestone.maintenance_window
WHERE ended_at IS NULL AND window_id <> @window AND tstzrange(starts_at, ends_at) && tstzrange(@from, @to)
ORDER BY starts_at
LIMIT 1
