-- One row: how much one reader has said since a moment.
SELECT count(*)
FROM milestone.feedback
WHERE organisation_id = @installation AND said_at > @since AND said_by = @by AND user_id IS NOT DISTINCT FROM @user
