-- The new end of one window.
UPDATE milestone.maintenance_window
SET ends_at = @to
WHERE window_id = @window
