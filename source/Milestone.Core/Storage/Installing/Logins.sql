-- One login that migrates and one that serves, each with its password and nothing more than it needs. Safe to run again: a new password is taken over.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT current_setting('milestone_install.owner_login') AS login, current_setting('milestone_install.owner_password') AS secret, 'milestone_owner, milestone_app' AS roles
    UNION ALL
    SELECT current_setting('milestone_install.app_login'), current_setting('milestone_install.app_password'), 'milestone_app'
  LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = one.login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', one.login);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', one.login, one.secret);
    EXECUTE format('GRANT %s TO %I', one.roles, one.login);
  END LOOP;

  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO milestone_app, milestone_owner', current_database());
  EXECUTE format('GRANT CREATE ON DATABASE %I TO milestone_owner', current_database());
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
END
$$;
