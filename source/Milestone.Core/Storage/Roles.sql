-- The three roles, shared by all databases of the server, and the schema. Safe to run again, and from two databases at once.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['milestone_owner', 'milestone_app', 'xero_reader']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another migration was faster
      END;
    END IF;
  END LOOP;

  IF NOT pg_catalog.pg_has_role(session_user, 'milestone_owner', 'MEMBER') THEN
    EXECUTE format('GRANT milestone_owner TO %I', session_user);
  END IF;
  IF NOT pg_catalog.pg_has_role(session_user, 'milestone_app', 'MEMBER') THEN
    EXECUTE format('GRANT milestone_app TO %I', session_user);
  END IF;

  IF NOT pg_catalog.has_database_privilege('milestone_owner', current_database(), 'CREATE') THEN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO milestone_owner', current_database());
  END IF;
END
$$;
