-- Accepts the invitation of a code, or all of an address, for a user; how many.
SELECT milestone.accept_invitations(@hash, @email, @user, @now);
