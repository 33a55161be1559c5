-- The latest version of one source document. Header and lines have versions of their own: a summary renews the header only.
CREATE TABLE milestone.document
(
  organisation_id    uuid NOT NULL REFERENCES milestone.organisation,
  document_id        uuid NOT NULL,
  kind               smallint NOT NULL, -- DocumentKind
  status             text NOT NULL,
  date               date NOT NULL,
  due_date           date,
  number             text NOT NULL,
  reference          text NOT NULL,
  contact_id         uuid,
  currency           text NOT NULL,
  currency_rate      numeric NOT NULL CHECK (currency_rate > 0),
  tax_inclusive      boolean NOT NULL,
  total              numeric NOT NULL,
  cis_deduction      numeric NOT NULL,
  fully_paid_on      date,
  counts_on_cash     boolean NOT NULL,
  prepayment_id      uuid, -- of the bank transaction that took or made a prepayment
  header_updated_utc timestamptz NOT NULL, -- -infinity where the payload had no UpdatedDateUTC
  lines_updated_utc  timestamptz, -- null while only summaries are known
  claims_updated_utc timestamptz, -- of the payload that last told of payments and allocations
  hash               bytea NOT NULL, -- of the payload of the newest header
  raw                text NOT NULL, -- the payload of the newest header
  waits_for          text, -- why it posts nothing yet; null when it does not wait
  PRIMARY KEY (organisation_id, document_id)
);

CREATE INDEX document_waiting ON milestone.document (organisation_id) WHERE waits_for IS NOT NULL;
CREATE INDEX document_prepayment ON milestone.document (organisation_id, prepayment_id) WHERE prepayment_id IS NOT NULL;

-- One line of a document, in the document's currency. Tracking is [{"category","categoryName","option","optionName"}].
CREATE TABLE milestone.line
(
  organisation_id  uuid NOT NULL,
  document_id      uuid NOT NULL,
  line_id          uuid NOT NULL,
  position         integer NOT NULL,
  description      text NOT NULL,
  account_id       uuid,
  account_code     text,
  amount           numeric NOT NULL,
  tax              numeric NOT NULL,
  tracking         jsonb,
  PRIMARY KEY (organisation_id, document_id, line_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES milestone.document
);

CREATE INDEX line_account ON milestone.line (organisation_id, account_id);
CREATE INDEX line_tracked ON milestone.line (organisation_id) WHERE tracking IS NOT NULL;

-- What one record says about one settlement: a payment, credit note, prepayment or overpayment (source) that settles a document (target).
-- The same settlement may be told by several records; Settlements decides which is believed.
CREATE TABLE milestone.settlement_claim
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  claimant_id      uuid NOT NULL, -- the document or payment that says so
  position         integer NOT NULL,
  kind             smallint NOT NULL, -- SettlementKind
  source_id        uuid NOT NULL,
  target_id        uuid NOT NULL,
  date             date,
  amount           numeric NOT NULL,
  is_live          boolean NOT NULL,
  claimed_utc      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, claimant_id, position)
);

CREATE INDEX settlement_claim_target ON milestone.settlement_claim (organisation_id, target_id);
CREATE INDEX settlement_claim_source ON milestone.settlement_claim (organisation_id, source_id);

-- The latest version of one payment record of the Payments endpoint.
CREATE TABLE milestone.payment
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  payment_id       uuid NOT NULL,
  updated_utc      timestamptz NOT NULL,
  hash             bytea NOT NULL,
  raw              text NOT NULL,
  PRIMARY KEY (organisation_id, payment_id)
);

-- A project or phase that a person gave to a line. It follows the line's id, else an identical line, else waits to be reviewed.
CREATE TABLE milestone.assignment
(
  organisation_id  uuid NOT NULL,
  document_id      uuid NOT NULL,
  line_id          uuid NOT NULL,
  project_id       uuid,
  phase_id         uuid,
  is_override      boolean NOT NULL, -- an override wins over Xero's tracking, a fill yields to it
  account_id       uuid, -- the line as it was when assigned, to know it again
  amount           numeric NOT NULL,
  description      text NOT NULL,
  assigned_by      text NOT NULL,
  assigned_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, document_id, line_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES milestone.document
);

-- The latest version of one Xero budget, and its amounts by account and month.
CREATE TABLE milestone.budget
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  budget_id        uuid NOT NULL,
  name             text NOT NULL,
  type             text NOT NULL,
  tracking         jsonb,
  updated_utc      timestamptz,
  hash             bytea NOT NULL,
  raw              text NOT NULL,
  PRIMARY KEY (organisation_id, budget_id)
);

CREATE TABLE milestone.budget_amount
(
  organisation_id  uuid NOT NULL,
  budget_id        uuid NOT NULL,
  account_id       uuid NOT NULL,
  month            date NOT NULL,
  amount           numeric NOT NULL,
  PRIMARY KEY (organisation_id, budget_id, account_id, month),
  FOREIGN KEY (organisation_id, budget_id) REFERENCES milestone.budget
);

-- One of Xero's own profit and loss reports, and its amounts by account and column: what our statement is compared with.
CREATE TABLE milestone.xero_report
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  report_id        uuid NOT NULL,
  title            text NOT NULL,
  from_date        date,
  to_date          date,
  basis            smallint NOT NULL,
  hash             bytea NOT NULL,
  raw              text NOT NULL,
  imported_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, report_id)
);

CREATE TABLE milestone.xero_report_amount
(
  organisation_id  uuid NOT NULL,
  report_id        uuid NOT NULL,
  row_number       integer NOT NULL,
  column_number    integer NOT NULL,
  section          text NOT NULL,
  label            text NOT NULL,
  column_label     text NOT NULL,
  account_id       uuid,
  amount           numeric NOT NULL,
  PRIMARY KEY (organisation_id, report_id, row_number, column_number),
  FOREIGN KEY (organisation_id, report_id) REFERENCES milestone.xero_report
);
