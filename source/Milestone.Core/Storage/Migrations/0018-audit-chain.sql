-- The audit log becomes a chain for each organisation, and one of the installation's own under an organisation of all zeros: every row is numbered
-- without a gap and holds a digest of itself and of the row before it. Who it was and what was written stand apart, under a salted digest, and can be
-- erased without breaking the chain. Core/Auditing/AuditVerification recomputes all of it; docs/audit.md says what that proves.

-- A text as it goes into a digest: its length in bytes in front of it, so that no two lists of texts read alike.
CREATE FUNCTION milestone.audit_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT CASE WHEN value IS NULL THEN '-,' ELSE octet_length(convert_to(value, 'UTF8')) || ':' || value || ',' END
$$;

-- What the first row of a chain follows.
CREATE FUNCTION milestone.audit_origin(organisation uuid) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT sha256(convert_to('milestone audit ' || organisation, 'UTF8'))
$$;

CREATE FUNCTION milestone.audit_content_digest(salt bytea, actor text, before jsonb, after jsonb) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT sha256(salt || convert_to(milestone.audit_text(actor) || milestone.audit_text(before::text) || milestone.audit_text(after::text), 'UTF8'))
$$;

CREATE FUNCTION milestone.audit_digest(previous bytea, seq bigint, recorded_at timestamptz, action text, entity text, content_digest bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT sha256(
    previous
    || convert_to(
      milestone.audit_text(seq::text) || milestone.audit_text(to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || milestone.audit_text(action) || milestone.audit_text(entity),
      'UTF8')
    || content_digest)
$$;

ALTER TABLE milestone.audit_log RENAME TO audit_unchained;
ALTER TABLE milestone.audit_unchained RENAME CONSTRAINT audit_log_pkey TO audit_unchained_pkey;

-- One row per thing that happened, in the order in which it was committed.
CREATE TABLE milestone.audit_log
(
  organisation_id  uuid NOT NULL,
  seq              bigint NOT NULL CHECK (seq > 0), -- counts up within a chain, without gaps
  recorded_at      timestamptz NOT NULL,
  action           text NOT NULL, -- insert, update, delete, or an event: sign-in, export
  entity           text NOT NULL, -- the table, or what an event was about
  content_digest   bytea NOT NULL CHECK (length(content_digest) = 32),
  digest           bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (organisation_id, seq)
);

CREATE INDEX audit_log_time ON milestone.audit_log (organisation_id, recorded_at);
CREATE INDEX audit_log_action ON milestone.audit_log (organisation_id, action, entity, seq);

-- Who it was and what was written, one row per row of the log; gone when it is erased.
CREATE TABLE milestone.audit_content
(
  organisation_id  uuid NOT NULL,
  seq              bigint NOT NULL,
  salt             bytea NOT NULL CHECK (length(salt) = 32), -- so that what was erased cannot be guessed from its digest
  actor            text NOT NULL,
  before           jsonb,
  after            jsonb,
  PRIMARY KEY (organisation_id, seq),
  FOREIGN KEY (organisation_id, seq) REFERENCES milestone.audit_log
);

CREATE INDEX audit_content_actor ON milestone.audit_content (organisation_id, actor, seq);

-- One row per erased content: it names no person, so that a restored copy can be told again what to forget.
CREATE TABLE milestone.audit_erasure
(
  organisation_id  uuid NOT NULL,
  seq              bigint NOT NULL,
  erased_at        timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, seq),
  FOREIGN KEY (organisation_id, seq) REFERENCES milestone.audit_log
);

CALL milestone.protect_tables();

-- Both together, for reading.
CREATE VIEW milestone.audit_entry WITH (security_invoker = true) AS
SELECT l.organisation_id, l.seq, l.recorded_at, c.actor, l.action, l.entity, c.before, c.after, c.salt, l.content_digest, l.digest
FROM milestone.audit_log l
LEFT JOIN milestone.audit_content c ON c.organisation_id = l.organisation_id AND c.seq = l.seq;

-- The one way in. The lock keeps one writer at a time on a chain; it is the last lock that a transaction takes, because changes of tables come here
-- as they commit. Whoever comes here must read what was committed before, so the transaction has to be read committed.
CREATE FUNCTION milestone.append_audit(organisation uuid, happened_at timestamptz, by_whom text, what text, subject text, was jsonb, is_now jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, milestone AS $$
DECLARE
  last_seq bigint;
  last_digest bytea;
  new_salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  content bytea := milestone.audit_content_digest(new_salt, by_whom, was, is_now);
BEGIN
  PERFORM pg_advisory_xact_lock(1635083369, hashtext(organisation::text));
  SELECT seq, digest INTO last_seq, last_digest FROM milestone.audit_log WHERE organisation_id = organisation ORDER BY seq DESC LIMIT 1;
  last_seq := COALESCE(last_seq, 0) + 1;
  INSERT INTO milestone.audit_log (organisation_id, seq, recorded_at, action, entity, content_digest, digest)
  VALUES (
    organisation, last_seq, happened_at, what, subject, content,
    milestone.audit_digest(COALESCE(last_digest, milestone.audit_origin(organisation)), last_seq, happened_at, what, subject, content));
  INSERT INTO milestone.audit_content (organisation_id, seq, salt, actor, before, after) VALUES (organisation, last_seq, new_salt, by_whom, was, is_now);
  RETURN last_seq;
END
$$;

-- What stands in the log already.
DO $$
DECLARE
  old record;
BEGIN
  FOR old IN SELECT * FROM milestone.audit_unchained ORDER BY organisation_id, audit_id
  LOOP
    PERFORM milestone.append_audit(old.organisation_id, old.recorded_at, old.actor, old.action, old.entity, old.before, old.after);
  END LOOP;
END
$$;

DROP TABLE milestone.audit_unchained;

CREATE OR REPLACE FUNCTION milestone.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
BEGIN
  PERFORM milestone.append_audit(
    COALESCE(NEW.organisation_id, OLD.organisation_id),
    COALESCE(NULLIF(current_setting('milestone.now', true), '')::timestamptz, now()),
    COALESCE(NULLIF(current_setting('milestone.actor', true), ''), session_user),
    lower(TG_OP),
    TG_TABLE_NAME,
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - 'hash' END,
    CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - 'hash' END);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION milestone.record_event(organisation uuid, happened_at timestamptz, by_whom text, what text, subject text, details jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT milestone.append_audit(organisation, happened_at, by_whom, what, subject, NULL, details)
$$;

-- The triggers of people's tables (0016), where there are any: without names and secrets, and in the installation's own chain where a row is no organisation's.
DO $outer$
BEGIN
  IF to_regprocedure('milestone.record_people_change()') IS NOT NULL THEN
    CREATE OR REPLACE FUNCTION milestone.record_people_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
    DECLARE
      old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - 'hash' - 'email' END;
      new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - 'hash' - 'email' END;
    BEGIN
      PERFORM milestone.append_audit(
        COALESCE((COALESCE(new_row, old_row) ->> 'organisation_id')::uuid, '00000000-0000-0000-0000-000000000000'),
        COALESCE(NULLIF(current_setting('milestone.now', true), '')::timestamptz, now()),
        COALESCE(NULLIF(current_setting('milestone.actor', true), ''), session_user),
        lower(TG_OP),
        TG_TABLE_NAME,
        old_row,
        new_row);
      RETURN NULL;
    END
    $$;
  END IF;
END
$outer$;

-- Changes are written down as they commit, so that no chain is locked while other work goes on, and none is locked before the ledger is.
DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT t.tgname, t.tgrelid::regclass AS of_table, pg_get_triggerdef(t.oid) AS made_by
    FROM pg_trigger t
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.pronamespace = 'milestone'::regnamespace AND p.proname IN ('record_change', 'record_people_change') AND t.tgconstraint = 0
    ORDER BY 2, 1
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', kept.tgname, kept.of_table);
    EXECUTE replace(replace(kept.made_by, 'CREATE TRIGGER', 'CREATE CONSTRAINT TRIGGER'), ' FOR EACH ROW ', ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW ');
  END LOOP;
END
$$;

-- Forgets what some rows of one chain say, and writes down that it did; how many were forgotten. A row that says so itself is kept.
CREATE FUNCTION milestone.erase_audit(organisation uuid, wanted bigint[], at timestamptz, by_whom text, reason text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  erased bigint[];
BEGIN
  IF organisation IS DISTINCT FROM NULLIF(current_setting('milestone.organisation_id', true), '')::uuid THEN
    RAISE EXCEPTION 'The transaction is about another organisation.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH gone AS
  (
    DELETE FROM milestone.audit_content c
    USING milestone.audit_log l
    WHERE c.organisation_id = organisation AND c.seq = ANY (wanted)
      AND l.organisation_id = c.organisation_id AND l.seq = c.seq AND NOT (l.action = 'erase' AND l.entity = 'audit_log')
    RETURNING c.seq
  )
  SELECT array_agg(seq ORDER BY seq) INTO erased FROM gone;
  IF erased IS NULL THEN
    RETURN 0;
  END IF;
  INSERT INTO milestone.audit_erasure (organisation_id, seq, erased_at) SELECT organisation, one, at FROM unnest(erased) AS one ON CONFLICT DO NOTHING;
  PERFORM milestone.append_audit(organisation, at, by_whom, 'erase', 'audit_log', NULL, jsonb_build_object('rows', to_jsonb(erased), 'why', reason));
  RETURN cardinality(erased);
END
$$;

-- Where each chain ends.
CREATE FUNCTION milestone.audit_heads() RETURNS TABLE (organisation_id uuid, seq bigint, recorded_at timestamptz, digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  WITH RECURSIVE chain AS
  (
    (SELECT l.organisation_id FROM milestone.audit_log l ORDER BY l.organisation_id LIMIT 1)
    UNION ALL
    SELECT (SELECT l.organisation_id FROM milestone.audit_log l WHERE l.organisation_id > chain.organisation_id ORDER BY l.organisation_id LIMIT 1)
    FROM chain
    WHERE chain.organisation_id IS NOT NULL
  )
  SELECT head.*
  FROM chain
  CROSS JOIN LATERAL
  (
    SELECT l.organisation_id, l.seq, l.recorded_at, l.digest
    FROM milestone.audit_log l
    WHERE l.organisation_id = chain.organisation_id
    ORDER BY l.seq DESC
    LIMIT 1
  ) head
$$;

REVOKE ALL ON FUNCTION
  milestone.audit_text(text), milestone.audit_origin(uuid), milestone.audit_content_digest(bytea, text, jsonb, jsonb),
  milestone.audit_digest(bytea, bigint, timestamptz, text, text, bytea), milestone.append_audit(uuid, timestamptz, text, text, text, jsonb, jsonb),
  milestone.erase_audit(uuid, bigint[], timestamptz, text, text), milestone.audit_heads()
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.erase_audit(uuid, bigint[], timestamptz, text, text), milestone.audit_heads() TO milestone_app;

-- Rejected records that were read again: the records themselves stay as they came; what is rejected again stands there anew.
CREATE TABLE milestone.rejected_resolution
(
  organisation_id  uuid NOT NULL,
  rejected_id      bigint NOT NULL,
  resolved_at      timestamptz NOT NULL,
  resolved_by      text NOT NULL,
  sync_run_id      uuid NOT NULL, -- the import that took it
  PRIMARY KEY (organisation_id, rejected_id),
  FOREIGN KEY (organisation_id, rejected_id) REFERENCES milestone.rejected_record
);

CALL milestone.protect_tables();

GRANT INSERT ON milestone.rejected_resolution TO milestone_app;

CREATE CONSTRAINT TRIGGER audit_insert AFTER INSERT ON milestone.rejected_resolution
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION milestone.record_change();

-- Whoever is limited to projects (0017) sees nothing of these: they mix projects.
DO $$
DECLARE
  closed text;
BEGIN
  IF to_regprocedure('milestone.sees_all()') IS NOT NULL THEN
    FOREACH closed IN ARRAY ARRAY['audit_log', 'audit_content', 'audit_erasure', 'rejected_resolution']
    LOOP
      EXECUTE format('CREATE POLICY projects ON milestone.%I AS RESTRICTIVE FOR SELECT TO milestone_app USING ((SELECT milestone.sees_all()))', closed);
    END LOOP;
  END IF;
END
$$;
