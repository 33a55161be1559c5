-- One immutable effect on profit: income positive, cost negative, base currency. What counts is decided by Posting.From and nowhere else.
-- A project or phase of all zeros is Unassigned. Nobody may update or delete a row.
CREATE TABLE milestone.posting
(
  organisation_id  uuid NOT NULL,
  posting_id       bigint GENERATED ALWAYS AS IDENTITY,
  batch            bigint NOT NULL,
  basis            smallint NOT NULL CHECK (basis IN (0, 1)), -- 0 accrual, 1 cash
  date             date NOT NULL,
  account_id       uuid NOT NULL,
  project_id       uuid NOT NULL,
  phase_id         uuid NOT NULL,
  document_id      uuid NOT NULL,
  line_id          uuid NOT NULL,
  amount           numeric(19, 2) NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (organisation_id, posting_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES milestone.document
);

CREATE INDEX posting_document ON milestone.posting (organisation_id, document_id);
CREATE INDEX posting_batch ON milestone.posting (organisation_id, batch);
CREATE INDEX posting_day ON milestone.posting (organisation_id, basis, date) INCLUDE (account_id, project_id, phase_id, batch, amount);

-- Sums of postings by month, account, project and phase: exact, kept in the transaction that appends the postings.
CREATE TABLE milestone.monthly_total
(
  organisation_id  uuid NOT NULL,
  basis            smallint NOT NULL,
  month            date NOT NULL,
  account_id       uuid NOT NULL,
  project_id       uuid NOT NULL,
  phase_id         uuid NOT NULL,
  amount           numeric(19, 2) NOT NULL,
  PRIMARY KEY (organisation_id, basis, month, account_id, project_id, phase_id)
);

CREATE INDEX monthly_total_project ON milestone.monthly_total (organisation_id, basis, project_id, month) INCLUDE (account_id, phase_id, amount);

-- The same by month and account: what the statement of a whole organisation reads.
CREATE TABLE milestone.account_total
(
  organisation_id  uuid NOT NULL,
  basis            smallint NOT NULL,
  month            date NOT NULL,
  account_id       uuid NOT NULL,
  amount           numeric(19, 2) NOT NULL,
  PRIMARY KEY (organisation_id, basis, month, account_id)
);

-- The same by month and project: what the tie-out compares the statement with.
CREATE TABLE milestone.project_total
(
  organisation_id  uuid NOT NULL,
  basis            smallint NOT NULL,
  month            date NOT NULL,
  project_id       uuid NOT NULL,
  amount           numeric(19, 2) NOT NULL,
  PRIMARY KEY (organisation_id, basis, month, project_id)
);
