-- Ends one window, or calls it off.
UPDATE milestone.maintenance_window
SET ended_at = @now, ended_by = @actor
WHERE window_id = @window
