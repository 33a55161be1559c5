-- Adds an invitation into an organisation.
INSERT INTO milestone.invitation (organisation_id, invitation_id, email, role, projects, hash, invited_by, created_at, expires_at)
VALUES (@organisation, @invitation, @email, @role, @projects, @hash, @by, @now, @until);
