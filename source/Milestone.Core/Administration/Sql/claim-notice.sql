-- One notice of a window that is to be told now: a new one, or one that could not be told before. None where another host has it already.
INSERT INTO milestone.maintenance_notice AS known (window_id, kind, about, claimed_at)
VALUES (@window, @kind, @about, @now)
ON CONFLICT (window_id, kind, about) DO UPDATE SET fault = NULL WHERE known.fault IS NOT NULL
