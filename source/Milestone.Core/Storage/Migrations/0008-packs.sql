-- Issued packs: a statement with a name, kept as it was drawn. What was issued stays; it may only be withdrawn.

-- One issued pack: what was asked, at which batch, by whom, and whether it still stands.
CREATE TABLE milestone.pack
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  pack_id          uuid NOT NULL,
  number           bigint NOT NULL CHECK (number > 0), -- counts up within an organisation
  version          bigint NOT NULL CHECK (version > 0),
  name             text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 100),
  batch            bigint NOT NULL CHECK (batch >= 0), -- the state that it shows
  issued_at        timestamptz NOT NULL,
  issued_by        text NOT NULL,
  basis            smallint NOT NULL CHECK (basis IN (0, 1)),
  from_date        date NOT NULL,
  to_date          date NOT NULL,
  project_id       uuid, -- null: of all projects
  phase_id         uuid, -- null: of all phases
  net_profit       numeric(19, 2) NOT NULL, -- of the whole period, as issued
  query            jsonb NOT NULL, -- the whole question, so that it can be asked again
  withdrawn_at     timestamptz,
  withdrawn_by     text,
  withdrawn_why    text CHECK (length(withdrawn_why) <= 500),
  PRIMARY KEY (organisation_id, pack_id),
  UNIQUE (organisation_id, number),
  CHECK (to_date >= from_date),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_why IS NULL))
);

CREATE UNIQUE INDEX pack_name ON milestone.pack (organisation_id, lower(name)) WHERE withdrawn_at IS NULL;
CREATE INDEX pack_period ON milestone.pack (organisation_id, basis, to_date, from_date) WHERE withdrawn_at IS NULL;

-- The statement of a pack as it was drawn: its JSON, and its table, from which every format is written. Text, because jsonb forgets how a number was written.
CREATE TABLE milestone.pack_drawing
(
  organisation_id  uuid NOT NULL,
  pack_id          uuid NOT NULL,
  statement        text NOT NULL,
  drawn            text NOT NULL,
  PRIMARY KEY (organisation_id, pack_id),
  FOREIGN KEY (organisation_id, pack_id) REFERENCES milestone.pack
);

-- The days that a column of one of Xero's reports covers; null for a column that is no period, such as a tracking option.
ALTER TABLE milestone.xero_report_amount ADD COLUMN from_date date, ADD COLUMN to_date date;

UPDATE milestone.xero_report_amount amount
SET from_date = report.from_date, to_date = report.to_date
FROM milestone.xero_report report
WHERE report.organisation_id = amount.organisation_id
  AND report.report_id = amount.report_id
  AND amount.column_number = 1
  AND NOT EXISTS (
    SELECT FROM milestone.xero_report_amount other
    WHERE other.organisation_id = amount.organisation_id AND other.report_id = amount.report_id AND other.column_number > 1);

-- Sums of a column, found by its days: what a statement of those days is compared with.
CREATE INDEX xero_report_amount_days ON milestone.xero_report_amount (organisation_id, from_date, to_date) WHERE account_id IS NULL;

CALL milestone.protect_tables();

-- Nobody may change what was issued; a pack may be withdrawn, and says why.
GRANT INSERT ON milestone.pack, milestone.pack_drawing TO milestone_app;
GRANT UPDATE (version, withdrawn_at, withdrawn_by, withdrawn_why) ON milestone.pack TO milestone_app;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.pack FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
