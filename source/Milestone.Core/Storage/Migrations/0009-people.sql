-- What people have chosen and kept for themselves, apart from the books: it can be erased without touching a figure, and is not audited.

-- One row per person that has anything of its own in an organisation: rises with each change of it, and is part of the key of that person's pages.
CREATE TABLE milestone.personal_version
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  person           text NOT NULL CHECK (length(person) BETWEEN 1 AND 200),
  version          bigint NOT NULL CHECK (version > 0),
  PRIMARY KEY (organisation_id, person)
);

-- One row per person that has chosen anything: what applies where an address does not say.
CREATE TABLE milestone.preference
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  person           text NOT NULL,
  version          bigint NOT NULL CHECK (version > 0),
  theme            text NOT NULL CHECK (theme IN ('', 'light', 'dark')), -- empty: as the device
  whole_pounds     boolean NOT NULL,
  period           text NOT NULL CHECK (length(period) <= 40), -- the name of a period; empty: the usual one
  cash             boolean NOT NULL,
  project_columns  text[] NOT NULL CHECK (cardinality(project_columns) <= 40), -- of the list of projects; empty: the usual ones
  changed_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person)
);

-- One row per project that a person keeps at hand.
CREATE TABLE milestone.favourite
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  person           text NOT NULL,
  project_id       uuid NOT NULL,
  added_at         timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person, project_id)
);

-- One row per view that a person has given a name: the address of a page, without the organisation.
CREATE TABLE milestone.saved_view
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  person           text NOT NULL,
  view_id          uuid NOT NULL,
  version          bigint NOT NULL CHECK (version > 0),
  name             text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 80),
  page             text NOT NULL CHECK (length(page) BETWEEN 1 AND 200),
  query            text NOT NULL CHECK (length(query) <= 2000),
  position         integer NOT NULL,
  changed_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, person, view_id)
);

CREATE UNIQUE INDEX saved_view_name ON milestone.saved_view (organisation_id, person, lower(name));

CALL milestone.protect_tables();

GRANT INSERT, UPDATE, DELETE ON milestone.personal_version, milestone.preference, milestone.favourite, milestone.saved_view TO milestone_app;
