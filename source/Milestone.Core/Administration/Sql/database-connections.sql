-- One row: the connections to this database by what they do, the most the server takes, the size of the database, and where pg_stat_statements stands.
SELECT
  count(*) FILTER (WHERE state = 'active'),
  count(*) FILTER (WHERE state = 'idle'),
  count(*),
  current_setting('max_connections')::integer,
  pg_database_size(current_database()),
  to_regclass('public.pg_stat_statements') IS NOT NULL
FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
