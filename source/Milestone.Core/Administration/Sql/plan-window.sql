-- One new window.
INSERT INTO milestone.maintenance_window (window_id, starts_at, ends_at, message, planned_by, planned_at, planned_ends_at)
VALUES (@window, @from, @to, @message, @actor, @now, @to)
