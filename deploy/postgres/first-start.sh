#!/bin/bash
# Runs once, on an empty data folder, as the superuser: the roles, and a login for each purpose with a password of its own.
# docs/environment.md says where the passwords come from.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v owner="$MILESTONE_OWNER_PASSWORD" -v app="$MILESTONE_APP_PASSWORD" -v backup="$MILESTONE_BACKUP_PASSWORD" -v database="$POSTGRES_DB" <<'SQL'
-- What migrations and the host act as; nobody logs in as these.
CREATE ROLE milestone_owner NOLOGIN;
CREATE ROLE milestone_app NOLOGIN;
CREATE ROLE xero_reader NOLOGIN;
-- Migrates, in the moment before a host serves.
CREATE ROLE milestone_migrate LOGIN PASSWORD :'owner' IN ROLE milestone_owner, milestone_app;
-- Serves.
CREATE ROLE milestone_serve LOGIN PASSWORD :'app' IN ROLE milestone_app;
-- Reads everything for a backup, and streams for a copy or a standby; row-level security would hide rows from a dump. Writes nothing.
CREATE ROLE milestone_backup LOGIN PASSWORD :'backup' BYPASSRLS REPLICATION IN ROLE pg_read_all_data;

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO milestone_app, milestone_owner;
GRANT CREATE ON DATABASE :"database" TO milestone_owner;
GRANT CONNECT ON DATABASE :"database" TO milestone_backup;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- Which statements take time, for the page of monitoring: of each login its own, without values.
CREATE EXTENSION pg_stat_statements SCHEMA public;
SQL

# The standby and the backup container replicate from the same network, by password.
echo "host replication milestone_backup samenet scram-sha-256" >> "$PGDATA/pg_hba.conf"
