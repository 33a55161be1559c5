-- One change of a table that people or programs change by hand. Written by triggers, appended only.
CREATE TABLE milestone.audit_log
(
  organisation_id  uuid NOT NULL,
  audit_id         bigint GENERATED ALWAYS AS IDENTITY,
  recorded_at      timestamptz NOT NULL,
  actor            text NOT NULL,
  action           text NOT NULL, -- insert, update, delete
  entity           text NOT NULL, -- the table
  before           jsonb,
  after            jsonb,
  PRIMARY KEY (organisation_id, audit_id)
);

-- Who and when come from the session's settings, so that a simulated clock and the real actor are what is recorded.
-- Secrets do not belong in a log: the hash of a token is left out.
CREATE FUNCTION milestone.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
BEGIN
  INSERT INTO milestone.audit_log (organisation_id, recorded_at, actor, action, entity, before, after)
  VALUES (
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

CREATE TRIGGER audit_insert AFTER INSERT ON milestone.batch FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_insert AFTER INSERT ON milestone.organisation FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_delete AFTER DELETE ON milestone.organisation FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
-- The counters of an organisation move with every batch, which has a row of its own; what people set is audited here.
CREATE TRIGGER audit_update AFTER UPDATE ON milestone.organisation FOR EACH ROW
  WHEN ((OLD.name, OLD.xero_id, OLD.short_code, OLD.base_currency, OLD.year_end_month, OLD.year_end_day, OLD.time_zone, OLD.ledger_source)
    IS DISTINCT FROM (NEW.name, NEW.xero_id, NEW.short_code, NEW.base_currency, NEW.year_end_month, NEW.year_end_day, NEW.time_zone, NEW.ledger_source))
  EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_insert AFTER INSERT OR DELETE ON milestone.ingest_token FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_update AFTER UPDATE ON milestone.ingest_token FOR EACH ROW
  WHEN ((OLD.label, OLD.expires_at, OLD.revoked_at) IS DISTINCT FROM (NEW.label, NEW.expires_at, NEW.revoked_at))
  EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.assignment FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
