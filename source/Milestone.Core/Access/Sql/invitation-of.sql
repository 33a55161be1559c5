-- The open invitation of a code.
SELECT organisation_id, organisation, email, role, expires_at, is_user FROM milestone.invitation_of(@hash, @now);
