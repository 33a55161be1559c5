-- One row per maintenance window: those that are not over, the next one first, then the last twenty that are, the latest first.
WITH passed AS
(
  SELECT window_id
  FROM milestone.maintenance_window
  WHERE ended_at IS NOT NULL OR ends_at <= @now
  ORDER BY COALESCE(ended_at, ends_at) DESC, window_id DESC
  LIMIT 20
)
SELECT window_id, starts_at, ends_at, message, planned_by, planned_at, ended_at, ended_by, COALESCE(planned_ends_at, ends_at)
FROM milestone.maintenance_window
WHERE (ended_at IS NULL AND ends_at > @now) OR window_id IN (SELECT window_id FROM passed)
ORDER BY
  (ended_at IS NOT NULL OR ends_at <= @now),
  CASE WHEN ended_at IS NULL AND ends_at > @now THEN starts_at END,
  COALESCE(ended_at, ends_at) DESC,
  window_id DESC
