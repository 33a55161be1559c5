-- The user with an address, with the hash of its password.
SELECT user_id, name, hash, disabled_at FROM milestone.user_of_email(@email);
