-- Gives a user a password and ends its sessions.
SELECT milestone.set_password(@user, @hash, @now);
