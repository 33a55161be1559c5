-- One of them was read; whoever read it first stands.
UPDATE milestone.feedback
SET read_at = COALESCE(read_at, @now), read_by = COALESCE(read_by, @by)
WHERE organisation_id = @installation AND feedback_id = @feedback
