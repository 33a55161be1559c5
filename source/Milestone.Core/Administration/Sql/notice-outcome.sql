-- What came of one notice.
UPDATE milestone.maintenance_notice
SET told_at = @told, fault = @fault
WHERE window_id = @window AND kind = @kind AND about = @about
