-- The user of a session, with what it may see, noting its use; no row for a session that is no good.
SELECT session_id, user_id, name, email, is_owner, kind, expires_at, memberships::text FROM milestone.use_session(@hash, @now, @idle);
