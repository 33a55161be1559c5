-- One row per user of the installation that has a name.
SELECT user_id, email, name, is_owner, created_at, disabled_at, version, has_password, last_seen, memberships::text FROM milestone.users();
