-- One row: the connections to this database, the most the server takes, the size of the database, and whether pg_stat_statements is there. What each
-- connection does is hidden from a login that may not see other logins' work.
SELECT
  (SELECT numbackends::bigint FROM pg_stat_database WHERE datname = current_database()),
  current_setting('max_connections')::integer,
  pg_database_size(current_database()),
  to_regclass('public.pg_stat_statements') IS NOT NULL
