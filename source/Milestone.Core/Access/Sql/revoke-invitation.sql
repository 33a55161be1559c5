-- Takes an invitation back that has not been accepted.
UPDATE milestone.invitation SET revoked_at = @now
WHERE organisation_id = @organisation AND invitation_id = @invitation AND accepted_at IS NULL AND revoked_at IS NULL;
