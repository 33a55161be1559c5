-- One new notice of a window; none where another host has it already.
INSERT INTO milestone.maintenance_notice (window_id, kind, about, claimed_at)
VALUES (@window, @kind, @about, @now)
ON CONFLICT DO NOTHING
