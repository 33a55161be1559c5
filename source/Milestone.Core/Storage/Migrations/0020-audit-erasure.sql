-- Erasing names each row by its digest as well as by its number: after a restore the number may have become another row's. And one chain at a time is
-- written for the whole installation: a transaction that writes in two chains can then never wait for one that writes in the same two the other way round.
-- The lock is taken as a transaction commits, so it is held for no longer than a commit takes.

CREATE OR REPLACE FUNCTION milestone.append_audit(organisation uuid, happened_at timestamptz, by_whom text, what text, subject text, was jsonb, is_now jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, milestone AS $$
DECLARE
  last_seq bigint;
  last_digest bytea;
  new_salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  content bytea := milestone.audit_content_digest(new_salt, by_whom, was, is_now);
BEGIN
  PERFORM pg_advisory_xact_lock(1635083369, 0);
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

-- Forgets what some rows of one chain say, each where it has the digest that is asked for, and writes down that it did. One row per row that was asked for:
-- erased, silent (it said nothing any more), or other (no row of that number has that digest, or it is one that tells of an erasure or a restore).
CREATE FUNCTION milestone.erase_audit_rows(organisation uuid, wanted bigint[], digests bytea[], at timestamptz, by_whom text, reason text)
RETURNS TABLE (seq bigint, digest bytea, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
#variable_conflict use_column
DECLARE
  erased bigint[];
BEGIN
  IF organisation IS DISTINCT FROM NULLIF(current_setting('milestone.organisation_id', true), '')::uuid THEN
    RAISE EXCEPTION 'The transaction is about another organisation.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH gone AS
  (
    DELETE FROM milestone.audit_content c
    USING milestone.audit_log l, unnest(wanted, digests) AS asked (seq, digest)
    WHERE l.organisation_id = organisation AND l.seq = asked.seq AND l.digest = asked.digest
      AND c.organisation_id = l.organisation_id AND c.seq = l.seq
      AND NOT (l.action IN ('erase', 'restored') AND l.entity = 'audit_log')
    RETURNING c.seq
  )
  SELECT array_agg(gone.seq ORDER BY gone.seq) INTO erased FROM gone;
  IF erased IS NOT NULL THEN
    INSERT INTO milestone.audit_erasure (organisation_id, seq, erased_at) SELECT organisation, one, at FROM unnest(erased) AS one ON CONFLICT DO NOTHING;
    PERFORM milestone.append_audit(organisation, at, by_whom, 'erase', 'audit_log', NULL, jsonb_build_object('rows', to_jsonb(erased), 'why', reason));
  END IF;
  RETURN QUERY
    SELECT asked.seq, asked.digest,
      CASE
        WHEN asked.seq = ANY (erased) THEN 'erased'
        WHEN l.seq IS NOT NULL AND c.seq IS NULL THEN 'silent'
        ELSE 'other'
      END
    FROM unnest(wanted, digests) AS asked (seq, digest)
    LEFT JOIN milestone.audit_log l ON l.organisation_id = organisation AND l.seq = asked.seq AND l.digest = asked.digest
    LEFT JOIN milestone.audit_content c ON c.organisation_id = l.organisation_id AND c.seq = l.seq
    ORDER BY asked.seq;
END
$$;

REVOKE ALL ON FUNCTION milestone.erase_audit_rows(uuid, bigint[], bytea[], timestamptz, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.erase_audit_rows(uuid, bigint[], bytea[], timestamptz, text, text) TO milestone_app;

-- By number alone nothing is erased any more. Only a command called it, never a serving host.
DROP FUNCTION milestone.erase_audit(uuid, bigint[], timestamptz, text, text);

-- The organisation that an unrevoked, unexpired token opens, recording its use; null for any other. The first use on a day (UTC) is an event of the audit
-- log: one a request would bury everything else, and last_used_at tells of the latest.
CREATE OR REPLACE FUNCTION milestone.use_ingest_token(token_hash bytea, used_at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  token milestone.ingest_token;
BEGIN
  SELECT * INTO token
  FROM milestone.ingest_token
  WHERE hash = token_hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > used_at)
  FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  UPDATE milestone.ingest_token SET last_used_at = used_at WHERE organisation_id = token.organisation_id AND token_id = token.token_id;
  IF token.last_used_at IS NULL OR (token.last_used_at AT TIME ZONE 'UTC')::date < (used_at AT TIME ZONE 'UTC')::date THEN
    PERFORM milestone.append_audit(
      token.organisation_id, used_at, 'token ' || token.label, 'token-used', 'ingest_token', NULL, jsonb_build_object('token_id', token.token_id, 'prefix', token.prefix));
  END IF;
  RETURN token.organisation_id;
END
$$;
