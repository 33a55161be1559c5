-- Whoever is limited to projects (0017) writes plans and what is a person's own, and nothing else: the ledger, what it is made of and what is kept about it
-- are written by whoever sees all of it. Restrictive like the limit itself: a policy can only take away.
DO $$
DECLARE
  written_whole text;
BEGIN
  FOREACH written_whole IN ARRAY ARRAY[
    'batch', 'account', 'tracking_category', 'tracking_option', 'contact', 'document', 'line', 'settlement_claim', 'assignment',
    'monthly_total', 'project_total', 'rejected_resolution']
  LOOP
    EXECUTE format('CREATE POLICY whole_ledger ON milestone.%I AS RESTRICTIVE TO milestone_app USING (true) WITH CHECK ((SELECT milestone.sees_all()))', written_whole);
    EXECUTE format('CREATE POLICY whole_ledger_removal ON milestone.%I AS RESTRICTIVE FOR DELETE TO milestone_app USING ((SELECT milestone.sees_all()))', written_whole);
  END LOOP;
END
$$;

CREATE POLICY whole_ledger ON milestone.organisation AS RESTRICTIVE FOR INSERT TO milestone_app WITH CHECK ((SELECT milestone.sees_all()));

-- A plan that changes makes what was read before out of date, so a limited writer counts the data version up, and touches nothing else there. A policy sees
-- only the row as it becomes.
CREATE FUNCTION milestone.keep_organisation() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  IF NOT milestone.sees_all() AND to_jsonb(NEW) - 'data_version' IS DISTINCT FROM to_jsonb(OLD) - 'data_version' THEN
    RAISE EXCEPTION 'Whoever is limited to projects does not change an organisation.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER keep_organisation BEFORE UPDATE ON milestone.organisation FOR EACH ROW EXECUTE FUNCTION milestone.keep_organisation();

-- What a document's payload says of other projects is no business of whoever is limited to some, and a policy shows whole rows: so payloads stand apart.
CREATE TABLE milestone.document_raw
(
  organisation_id  uuid NOT NULL,
  document_id      uuid NOT NULL,
  raw              text NOT NULL, -- the payload of the newest header
  PRIMARY KEY (organisation_id, document_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES milestone.document
);

CALL milestone.protect_tables();
GRANT INSERT, UPDATE ON milestone.document_raw TO milestone_app;
GRANT SELECT ON milestone.document_raw TO xero_reader;
CREATE POLICY projects ON milestone.document_raw AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));

INSERT INTO milestone.document_raw (organisation_id, document_id, raw) SELECT organisation_id, document_id, raw FROM milestone.document;
UPDATE milestone.document SET raw = '' WHERE raw <> '';

-- The column stays, empty, for hosts of the version before; what such a host still writes there is moved.
ALTER TABLE milestone.document ALTER COLUMN raw SET DEFAULT '';

CREATE FUNCTION milestone.move_raw() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  INSERT INTO milestone.document_raw (organisation_id, document_id, raw) VALUES (NEW.organisation_id, NEW.document_id, NEW.raw)
  ON CONFLICT (organisation_id, document_id) DO UPDATE SET raw = excluded.raw;
  UPDATE milestone.document SET raw = '' WHERE organisation_id = NEW.organisation_id AND document_id = NEW.document_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER move_raw AFTER INSERT OR UPDATE OF raw ON milestone.document FOR EACH ROW WHEN (NEW.raw <> '') EXECUTE FUNCTION milestone.move_raw();

-- Who else works here, and what the log still says, is the administrators' business: these see past the policies and so ask for themselves.
CREATE OR REPLACE FUNCTION milestone.members()
RETURNS TABLE (user_id uuid, email text, name text, role smallint, projects uuid[], since timestamptz, version bigint, disabled_at timestamptz, last_seen timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT m.user_id, p.email, p.name, m.role,
    ARRAY(SELECT x.project_id FROM milestone.project_member x WHERE x.organisation_id = m.organisation_id AND x.user_id = m.user_id ORDER BY x.project_id),
    m.since, m.version, u.disabled_at, (SELECT max(s.seen_at) FROM milestone.session s WHERE s.user_id = m.user_id)
  FROM milestone.membership m
  JOIN milestone.app_user u USING (user_id)
  JOIN milestone.person p USING (user_id)
  WHERE m.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
    AND milestone.sees_all()
  ORDER BY lower(p.name), lower(p.email)
$$;

CREATE FUNCTION milestone.keep_audit_content() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  IF NOT milestone.sees_all() THEN
    RAISE EXCEPTION 'Whoever is limited to projects does not erase what the log says.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER keep_audit_content BEFORE DELETE ON milestone.audit_content FOR EACH STATEMENT EXECUTE FUNCTION milestone.keep_audit_content();

REVOKE ALL ON FUNCTION milestone.keep_organisation(), milestone.move_raw(), milestone.keep_audit_content() FROM PUBLIC;
