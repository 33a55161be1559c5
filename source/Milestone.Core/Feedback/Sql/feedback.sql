-- One row per thing that a reader said, the latest first, behind the one that a page ended with.
SELECT feedback_id, said_at, said_by, user_id, page, version, words, read_at, read_by
FROM milestone.feedback
WHERE organisation_id = @installation
  AND (read_at IS NULL OR NOT @unread)
  AND (@beforeAt IS NULL OR (said_at, feedback_id) < (@beforeAt, @beforeId))
ORDER BY said_at DESC, feedback_id DESC
LIMIT @limit
