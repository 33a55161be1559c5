-- The user of an identity that another has issued, with what it may see.
SELECT user_id, name, email, is_owner, disabled_at, memberships::text FROM milestone.user_of_identity(@issuer, @subject);
