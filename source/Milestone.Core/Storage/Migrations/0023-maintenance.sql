-- What is the installation's own and nobody's books: when it is being worked on, and how the ledger last stood. Nothing here names an organisation.

-- One row per maintenance window that was planned. It ends at its end, or earlier where somebody ends it; a planned one is called off the same way.
CREATE TABLE milestone.maintenance_window
(
  window_id   uuid PRIMARY KEY,
  starts_at   timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL CHECK (ends_at > starts_at),
  message     text NOT NULL CHECK (length(trim(message)) BETWEEN 1 AND 500),
  planned_by  text NOT NULL,
  planned_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  ended_by    text
);

CREATE INDEX maintenance_window_ends_at ON milestone.maintenance_window (ends_at) WHERE ended_at IS NULL;

GRANT SELECT, INSERT ON milestone.maintenance_window TO milestone_app;
GRANT UPDATE (ended_at, ended_by) ON milestone.maintenance_window TO milestone_app;

-- Every page says it, so hosts hear of it as they do of a change to the books.
CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.maintenance_window FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();

-- One row per run of the command ledger verify.
CREATE TABLE milestone.ledger_verification
(
  verification_id  uuid PRIMARY KEY,
  verified_at      timestamptz NOT NULL,
  took_seconds     numeric(12, 3) NOT NULL CHECK (took_seconds >= 0),
  organisations    integer NOT NULL CHECK (organisations >= 0),
  documents        bigint NOT NULL CHECK (documents >= 0),
  differences      integer NOT NULL CHECK (differences >= 0)
);

CREATE INDEX ledger_verification_verified_at ON milestone.ledger_verification (verified_at);

GRANT SELECT, INSERT ON milestone.ledger_verification TO milestone_app;
