-- One set of books each. Its id is ours, so that books can be loaded before Xero's id is known.
CREATE TABLE milestone.organisation
(
  organisation_id  uuid PRIMARY KEY,
  name             text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 200),
  xero_id          text,
  short_code       text,
  base_currency    text NOT NULL DEFAULT 'GBP' CHECK (base_currency ~ '^[A-Z]{3}$'),
  year_end_month   smallint NOT NULL DEFAULT 12 CHECK (year_end_month BETWEEN 1 AND 12),
  year_end_day     smallint NOT NULL DEFAULT 31 CHECK (year_end_day BETWEEN 1 AND 31),
  time_zone        text NOT NULL DEFAULT 'Europe/London',
  ledger_source    smallint NOT NULL DEFAULT 0 CHECK (ledger_source IN (0, 1)), -- 0 documents, 1 journals
  last_batch       bigint NOT NULL DEFAULT 0,
  data_version     bigint NOT NULL DEFAULT 0,
  last_sync        timestamptz,
  created_at       timestamptz NOT NULL
);

CREATE UNIQUE INDEX organisation_name ON milestone.organisation (lower(name));

-- One import or one user action; every posting and every version of the chart names its batch. Numbers have no gaps.
CREATE TABLE milestone.batch
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  batch            bigint NOT NULL CHECK (batch > 0),
  recorded_at      timestamptz NOT NULL,
  actor            text NOT NULL,
  action           text NOT NULL,
  sync_run_id      uuid,
  postings         bigint NOT NULL,
  PRIMARY KEY (organisation_id, batch)
);

-- One import, of one or many payloads.
CREATE TABLE milestone.sync_run
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  sync_run_id      uuid NOT NULL,
  started_at       timestamptz NOT NULL,
  finished_at      timestamptz,
  actor            text NOT NULL,
  received         bigint NOT NULL DEFAULT 0,
  created          bigint NOT NULL DEFAULT 0,
  changed          bigint NOT NULL DEFAULT 0,
  unchanged        bigint NOT NULL DEFAULT 0,
  rejected         bigint NOT NULL DEFAULT 0,
  failure          text,
  PRIMARY KEY (organisation_id, sync_run_id)
);

-- One record that could not be read, kept whole with the reason.
CREATE TABLE milestone.rejected_record
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  rejected_id      bigint GENERATED ALWAYS AS IDENTITY,
  sync_run_id      uuid NOT NULL,
  payload          text NOT NULL,
  kind             text NOT NULL,
  record           text NOT NULL,
  reason           text NOT NULL,
  raw              text NOT NULL,
  rejected_at      timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, rejected_id)
);

-- One token that lets a program import into one organisation. The text itself is never stored.
CREATE TABLE milestone.ingest_token
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  token_id         uuid NOT NULL,
  label            text NOT NULL CHECK (length(trim(label)) BETWEEN 1 AND 100),
  prefix           text NOT NULL,
  hash             bytea NOT NULL UNIQUE,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz,
  revoked_at       timestamptz,
  last_used_at     timestamptz,
  PRIMARY KEY (organisation_id, token_id)
);
