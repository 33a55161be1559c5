-- Takes a user's place in an organisation away.
DELETE FROM milestone.membership WHERE organisation_id = @organisation AND user_id = @user;
