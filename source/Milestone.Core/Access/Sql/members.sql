-- One row per member of the organisation that the transaction has chosen.
SELECT user_id, email, name, role, projects, since, version, disabled_at, last_seen FROM milestone.members();
