-- What people enter about projects: settings, estimates, progress and adjustments. Each is versioned, so that two people who edit the same
-- cannot overwrite one another unseen, and every change is audited.

-- What Xero does not know of a project: one row per project that somebody has described.
CREATE TABLE milestone.project_setting
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  project_id       uuid NOT NULL,
  version          bigint NOT NULL CHECK (version > 0),
  client           text NOT NULL CHECK (length(client) <= 200),
  status           smallint NOT NULL CHECK (status BETWEEN 0 AND 3), -- 0 planned, 1 active, 2 on hold, 3 completed
  start_date       date,
  end_date         date,
  manager          text NOT NULL CHECK (length(manager) <= 200),
  contract_sum     numeric(19, 2) CHECK (contract_sum >= 0), -- ex VAT, before variations
  output_method    boolean NOT NULL DEFAULT false, -- progress typed by a person measures completion, instead of cost
  notes            text NOT NULL DEFAULT '' CHECK (length(notes) <= 4000),
  changed_by       text NOT NULL,
  changed_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, project_id),
  CHECK (end_date >= start_date)
);

-- One version of one estimate, ex VAT. The current one is open; a change closes it and adds the next, so that the history stays.
CREATE TABLE milestone.estimate
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  estimate_id      uuid NOT NULL,
  version          bigint NOT NULL CHECK (version > 0),
  project_id       uuid NOT NULL,
  phase_id         uuid NOT NULL, -- zeros: the project as a whole
  kind             smallint NOT NULL CHECK (kind BETWEEN 1 AND 3), -- 1 revenue, 2 cost, 3 materials
  amount           numeric(19, 2) NOT NULL CHECK (amount >= 0),
  date             date NOT NULL,
  confidence       smallint NOT NULL CHECK (confidence BETWEEN 1 AND 5),
  notes            text NOT NULL DEFAULT '' CHECK (length(notes) <= 4000),
  entered_by       text NOT NULL,
  entered_at       timestamptz NOT NULL,
  closed_by        text,
  closed_at        timestamptz,
  PRIMARY KEY (organisation_id, estimate_id, version)
);

CREATE UNIQUE INDEX estimate_current ON milestone.estimate (organisation_id, project_id, phase_id, kind) WHERE closed_at IS NULL;

-- One version of how far a phase of a project is. The current one is open.
CREATE TABLE milestone.phase_progress
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  project_id       uuid NOT NULL,
  phase_id         uuid NOT NULL,
  version          bigint NOT NULL CHECK (version > 0),
  percent          numeric(5, 2) NOT NULL CHECK (percent BETWEEN 0 AND 100),
  date             date NOT NULL,
  notes            text NOT NULL DEFAULT '' CHECK (length(notes) <= 4000),
  entered_by       text NOT NULL,
  entered_at       timestamptz NOT NULL,
  closed_by        text,
  closed_at        timestamptz,
  PRIMARY KEY (organisation_id, project_id, phase_id, version)
);

CREATE UNIQUE INDEX phase_progress_current ON milestone.phase_progress (organisation_id, project_id, phase_id) WHERE closed_at IS NULL;

-- One amount that is not in Xero: what the customer paid a supplier direct, or a refund. In the tracker and the summary, never in the profit and loss.
CREATE TABLE milestone.adjustment
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  adjustment_id    uuid NOT NULL,
  version          bigint NOT NULL CHECK (version > 0),
  kind             smallint NOT NULL CHECK (kind IN (1, 2)), -- 1 paid direct by the customer, 2 refund
  project_id       uuid NOT NULL,
  phase_id         uuid NOT NULL, -- zeros: Unassigned
  date             date NOT NULL,
  amount           numeric(19, 2) NOT NULL CHECK (amount > 0), -- net of VAT
  tax              numeric(19, 2) NOT NULL DEFAULT 0 CHECK (tax >= 0),
  supplier         text NOT NULL CHECK (length(supplier) <= 200),
  reference        text NOT NULL DEFAULT '' CHECK (length(reference) <= 200),
  description      text NOT NULL DEFAULT '' CHECK (length(description) <= 4000),
  entered_by       text NOT NULL,
  entered_at       timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, adjustment_id)
);

CREATE INDEX adjustment_project ON milestone.adjustment (organisation_id, project_id);

CALL milestone.protect_tables();

GRANT INSERT, UPDATE ON milestone.project_setting, milestone.estimate, milestone.phase_progress TO milestone_app;
GRANT INSERT, UPDATE, DELETE ON milestone.adjustment TO milestone_app;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.project_setting FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.estimate FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.phase_progress FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.adjustment FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
