-- One row: what tells this database's history from any other that counts its data versions alike. It changes when the server restarts or is promoted, and
-- when the database or its tables are restored, because all of these may take versions back that a reader has already seen.
SELECT concat_ws(
  '.',
  extract(epoch FROM pg_postmaster_start_time())::text,
  CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END,
  (SELECT oid FROM pg_database WHERE datname = current_database())::text,
  'milestone.organisation'::regclass::oid::text,
  pg_relation_filenode('milestone.organisation')::text);
