-- Who may do what. Row-level security is forced on every table of an organisation's data: with no organisation set, nothing is seen.
-- The owner's policy lets the few SECURITY DEFINER functions below look before an organisation is known.
CREATE PROCEDURE milestone.protect_tables()
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
DECLARE
  unprotected text;
BEGIN
  FOR unprotected IN
    SELECT c.relname
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
    WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relforcerowsecurity
  LOOP
    EXECUTE format('ALTER TABLE milestone.%I ENABLE ROW LEVEL SECURITY', unprotected);
    EXECUTE format('ALTER TABLE milestone.%I FORCE ROW LEVEL SECURITY', unprotected);
    EXECUTE format('CREATE POLICY owner ON milestone.%I TO milestone_owner USING (true) WITH CHECK (true)', unprotected);
    EXECUTE format(
      'CREATE POLICY organisation ON milestone.%I TO milestone_app, xero_reader
         USING (organisation_id = NULLIF(current_setting(''milestone.organisation_id'', true), '''')::uuid)
         WITH CHECK (organisation_id = NULLIF(current_setting(''milestone.organisation_id'', true), '''')::uuid)', unprotected);
  END LOOP;
END
$$;

-- A later migration that adds a table calls this again.
CALL milestone.protect_tables();

GRANT USAGE ON SCHEMA milestone TO milestone_app, xero_reader;
-- Reading is bounded by the policies, so new tables may be read from the start.
GRANT SELECT ON ALL TABLES IN SCHEMA milestone TO milestone_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA milestone GRANT SELECT ON TABLES TO milestone_app;

-- Append only: no run-time role may change or remove these.
GRANT INSERT ON milestone.posting, milestone.batch, milestone.rejected_record TO milestone_app;

-- Kept up to date in place.
GRANT INSERT, UPDATE ON
  milestone.organisation, milestone.sync_run, milestone.ingest_token,
  milestone.account, milestone.tracking_category, milestone.tracking_option, milestone.contact,
  milestone.document, milestone.payment, milestone.budget, milestone.xero_report,
  milestone.monthly_total, milestone.account_total, milestone.project_total
TO milestone_app;

-- Parts of a record, replaced with it; and what users may take back.
GRANT INSERT, UPDATE, DELETE ON
  milestone.line, milestone.settlement_claim, milestone.budget_amount, milestone.xero_report_amount, milestone.assignment
TO milestone_app;

-- What came from Xero, and nothing else.
GRANT SELECT ON
  milestone.account, milestone.tracking_category, milestone.tracking_option, milestone.contact, milestone.document, milestone.line,
  milestone.settlement_claim, milestone.payment, milestone.budget, milestone.budget_amount, milestone.xero_report, milestone.xero_report_amount
TO xero_reader;

-- All organisations, for a name to be looked up before one is chosen.
CREATE FUNCTION milestone.organisations() RETURNS SETOF milestone.organisation
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT * FROM milestone.organisation
$$;

-- The organisation that an unrevoked, unexpired token opens, recording its use; null for any other.
CREATE FUNCTION milestone.use_ingest_token(token_hash bytea, used_at timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  UPDATE milestone.ingest_token
  SET last_used_at = used_at
  WHERE hash = token_hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > used_at)
  RETURNING organisation_id
$$;

-- What the planner knows of the tables that an import fills. Autovacuum comes too late for a first import: until then every lookup would read
-- the organisation's whole table. Only the owner may analyse.
CREATE FUNCTION milestone.refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
BEGIN
  ANALYZE milestone.document, milestone.line, milestone.settlement_claim, milestone.payment, milestone.contact,
    milestone.posting, milestone.monthly_total, milestone.account_total, milestone.project_total;
END
$$;

REVOKE ALL ON FUNCTION milestone.organisations(), milestone.use_ingest_token(bytea, timestamptz), milestone.record_change(), milestone.refresh_statistics() FROM PUBLIC;
REVOKE ALL ON PROCEDURE milestone.protect_tables() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.organisations(), milestone.use_ingest_token(bytea, timestamptz), milestone.refresh_statistics() TO milestone_app;
