-- One row: when one of them was said, if there is one of that id.
SELECT said_at
FROM milestone.feedback
WHERE organisation_id = @installation AND feedback_id = @feedback
