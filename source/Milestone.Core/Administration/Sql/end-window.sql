-- Ends one window, or calls it off; none where it is over.
UPDATE milestone.maintenance_window
SET ended_at = @now, ended_by = @actor
WHERE window_id = @window AND ended_at IS NULL AND ends_at > @now
