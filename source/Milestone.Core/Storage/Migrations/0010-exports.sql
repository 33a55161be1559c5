-- One row per file that was taken away, written when it was finished or broke off. Appended only.
CREATE TABLE milestone.export_history
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  export_id        uuid NOT NULL,
  exported_at      timestamptz NOT NULL, -- when it was begun
  actor            text NOT NULL,
  report           text NOT NULL, -- the short name: profit-and-loss
  title            text NOT NULL,
  format           text NOT NULL, -- pdf, xlsx, csv
  filters          text NOT NULL, -- period, basis and filters in words, one a line
  row_count        bigint NOT NULL CHECK (row_count >= 0),
  byte_count       bigint NOT NULL CHECK (byte_count >= 0),
  milliseconds     bigint NOT NULL CHECK (milliseconds >= 0),
  outcome          smallint NOT NULL CHECK (outcome BETWEEN 0 AND 2), -- 0 finished, 1 broken off by whoever asked, 2 failed
  PRIMARY KEY (organisation_id, export_id)
);

CREATE INDEX export_history_newest ON milestone.export_history (organisation_id, exported_at DESC, export_id DESC);

CALL milestone.protect_tables();

GRANT INSERT ON milestone.export_history TO milestone_app;

CREATE TRIGGER audit_insert AFTER INSERT ON milestone.export_history FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
