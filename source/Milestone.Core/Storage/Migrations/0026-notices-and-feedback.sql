-- A maintenance window can be extended, none overlaps another, and the log has who did what to it; what was told of it, and to whom it could not be; and
-- what readers say of the program.

-- One that is still planned or under way, and those that ran their time. Whoever plans two at once is refused by the second, on whichever host.
ALTER TABLE milestone.maintenance_window
  ADD CONSTRAINT maintenance_window_overlap EXCLUDE USING gist (tstzrange(starts_at, ends_at) WITH &&) WHERE (ended_at IS NULL);

-- What it was planned to end at, so that it shows whether it was moved; empty where a host of the version before planned it.
ALTER TABLE milestone.maintenance_window ADD COLUMN planned_ends_at timestamptz;

GRANT UPDATE (ends_at) ON milestone.maintenance_window TO milestone_app;

CREATE CONSTRAINT TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.maintenance_window
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();

-- One row per thing that was told outside about a window. Whoever of several hosts writes the row first tells it.
CREATE TABLE milestone.maintenance_notice
(
  window_id   uuid NOT NULL REFERENCES milestone.maintenance_window,
  kind        text NOT NULL CHECK (kind IN ('planned', 'extended', 'begun', 'ended', 'called off')),
  about       timestamptz NOT NULL, -- the moment that it tells of; a window may be extended twice
  claimed_at  timestamptz NOT NULL,
  told_at     timestamptz,
  fault       text, -- why it could not be told, without the address, which may hold a secret
  PRIMARY KEY (window_id, kind, about)
);

GRANT SELECT, INSERT ON milestone.maintenance_notice TO milestone_app;
GRANT UPDATE (told_at, fault) ON milestone.maintenance_notice TO milestone_app;

-- One row per thing that a reader said about the program, from the foot of a page. It is for whoever looks after the installation, so it stands under the
-- installation's own id, all zeros, which only its owner can choose. It is not in the audit log: the row says itself who said and who read it, and nothing else
-- of it can be changed.
CREATE TABLE milestone.feedback
(
  organisation_id  uuid NOT NULL CHECK (organisation_id = '00000000-0000-0000-0000-000000000000'),
  feedback_id      uuid NOT NULL,
  said_at          timestamptz NOT NULL,
  said_by          text NOT NULL,
  user_id          uuid, -- empty where nobody signs in
  page             text NOT NULL CHECK (length(page) <= 500), -- its path and question, as it was looked at
  version          text NOT NULL CHECK (length(version) <= 100), -- of the program
  words            text NOT NULL CHECK (length(trim(words)) BETWEEN 1 AND 2000),
  read_at          timestamptz,
  read_by          text,
  PRIMARY KEY (organisation_id, feedback_id)
);

CREATE INDEX feedback_said ON milestone.feedback (organisation_id, said_at);

CALL milestone.protect_tables();

-- Everybody may say something; what others said is for whoever sees all.
CREATE POLICY projects ON milestone.feedback AS RESTRICTIVE FOR SELECT TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY whole_feedback ON milestone.feedback AS RESTRICTIVE FOR UPDATE TO milestone_app USING ((SELECT milestone.sees_all()));

GRANT INSERT ON milestone.feedback TO milestone_app;
GRANT UPDATE (read_at, read_by) ON milestone.feedback TO milestone_app;

-- As in 0016, and what the person said goes too: it may tell who it was.
CREATE OR REPLACE FUNCTION milestone.erase_person(who uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  outcome text;
  address text;
BEGIN
  outcome := milestone.change_user(who, false, at, at);
  IF outcome <> 'done' THEN
    RETURN outcome;
  END IF;
  SELECT email INTO address FROM milestone.person WHERE user_id = who;
  DELETE FROM milestone.local_password WHERE user_id = who;
  DELETE FROM milestone.external_identity WHERE user_id = who;
  DELETE FROM milestone.membership WHERE user_id = who;
  DELETE FROM milestone.feedback WHERE user_id = who;
  UPDATE milestone.invitation SET email = 'erased', revoked_at = COALESCE(revoked_at, at) WHERE lower(email) = lower(address);
  DELETE FROM milestone.person WHERE user_id = who;
  RETURN outcome;
END
$$;
