-- What happened without a row of a table changing: a sign-in, a refusal, a token's use. The installation's own have an organisation of all zeros.
CREATE FUNCTION milestone.record_event(organisation uuid, happened_at timestamptz, by_whom text, what text, subject text, details jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  INSERT INTO milestone.audit_log (organisation_id, recorded_at, actor, action, entity, after)
  VALUES (organisation, happened_at, by_whom, what, subject, details)
$$;

REVOKE ALL ON FUNCTION milestone.record_event(uuid, timestamptz, text, text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.record_event(uuid, timestamptz, text, text, text, jsonb) TO milestone_app;
