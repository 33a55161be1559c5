-- One row per invitation of an organisation that is open or was lately, newest first.
SELECT invitation_id, email, role, projects, invited_by, created_at, expires_at, accepted_at, revoked_at
FROM milestone.invitation
WHERE organisation_id = @organisation AND created_at > @since
ORDER BY created_at DESC;
