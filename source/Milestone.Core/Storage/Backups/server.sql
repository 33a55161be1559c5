-- One row: the server's version as a number (170004), this transaction's snapshot for pg_dump, and whether this login sees every organisation's rows.
SELECT current_setting('server_version_num')::int,
  pg_export_snapshot(),
  (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user);
