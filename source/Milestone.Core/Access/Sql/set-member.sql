-- Gives a user a place in an organisation, or changes the one it has where that is still the version that was seen; no row where it is not.
INSERT INTO milestone.membership (organisation_id, user_id, role, since)
SELECT @organisation, @user, @role, @now WHERE @version = 0 OR EXISTS (SELECT FROM milestone.membership WHERE organisation_id = @organisation AND user_id = @user)
ON CONFLICT (organisation_id, user_id) DO UPDATE SET role = EXCLUDED.role, version = milestone.membership.version + 1
WHERE milestone.membership.version = @version;
