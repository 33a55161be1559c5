-- The chart and the dimensions keep their history by batch: a row holds from from_batch until to_batch takes over.

-- One version of one account.
CREATE TABLE milestone.account
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  account_id       uuid NOT NULL,
  from_batch       bigint NOT NULL,
  to_batch         bigint,
  code             text,
  name             text NOT NULL,
  type             text NOT NULL,
  class            text NOT NULL CHECK (class IN ('REVENUE', 'EXPENSE', 'ASSET', 'LIABILITY', 'EQUITY')),
  status           text NOT NULL,
  system_account   text,
  updated_utc      timestamptz NOT NULL DEFAULT '-infinity', -- of the newest payload that told of it
  PRIMARY KEY (organisation_id, account_id, from_batch)
);

-- One version of one tracking category. Its role says what its options are: 1 projects, 2 build phases, null neither.
CREATE TABLE milestone.tracking_category
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  category_id      uuid NOT NULL,
  from_batch       bigint NOT NULL,
  to_batch         bigint,
  name             text NOT NULL,
  status           text NOT NULL,
  role             smallint CHECK (role IN (1, 2)),
  role_chosen      boolean NOT NULL DEFAULT false, -- by a person: names no longer decide
  updated_utc      timestamptz NOT NULL DEFAULT '-infinity', -- of the newest payload that told of it
  PRIMARY KEY (organisation_id, category_id, from_batch)
);

-- One version of one option: a project or a build phase where its category has that role.
CREATE TABLE milestone.tracking_option
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  option_id        uuid NOT NULL,
  from_batch       bigint NOT NULL,
  to_batch         bigint,
  category_id      uuid NOT NULL,
  name             text NOT NULL,
  status           text NOT NULL, -- ACTIVE, ARCHIVED, DELETED, or SEEN: named by a document only
  PRIMARY KEY (organisation_id, option_id, from_batch)
);

CREATE UNIQUE INDEX account_current ON milestone.account (organisation_id, account_id) WHERE to_batch IS NULL;
CREATE UNIQUE INDEX tracking_category_current ON milestone.tracking_category (organisation_id, category_id) WHERE to_batch IS NULL;
CREATE UNIQUE INDEX tracking_option_current ON milestone.tracking_option (organisation_id, option_id) WHERE to_batch IS NULL;

-- One customer or supplier. Names are personal: they stand here and in raw payloads only.
CREATE TABLE milestone.contact
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  contact_id       uuid NOT NULL,
  name             text NOT NULL,
  status           text NOT NULL,
  updated_utc      timestamptz,
  PRIMARY KEY (organisation_id, contact_id)
);
