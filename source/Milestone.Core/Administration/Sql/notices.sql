-- One row per notice of a window, the latest first.
SELECT window_id, kind, about, claimed_at, told_at, fault
FROM milestone.maintenance_notice
ORDER BY claimed_at DESC, window_id, kind
LIMIT 30
