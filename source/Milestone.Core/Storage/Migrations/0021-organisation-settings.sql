-- What an administrator sets for an organisation, before what Xero says of it. One row per organisation that somebody has set something for.
CREATE TABLE milestone.organisation_setting
(
  organisation_id       uuid PRIMARY KEY REFERENCES milestone.organisation,
  version               bigint NOT NULL CHECK (version > 0),
  time_zone             text CHECK (length(time_zone) BETWEEN 1 AND 100), -- null: as Xero says
  year_end_month        smallint CHECK (year_end_month BETWEEN 1 AND 12),
  year_end_day          smallint CHECK (year_end_day BETWEEN 1 AND 31),
  retention_account_id  uuid, -- where customers' retentions are kept
  cis_account_id        uuid, -- where deductions of the Construction Industry Scheme are kept
  changed_by            text NOT NULL,
  changed_at            timestamptz NOT NULL,
  CHECK ((year_end_month IS NULL) = (year_end_day IS NULL))
);

CALL milestone.protect_tables();

GRANT INSERT, UPDATE ON milestone.organisation_setting TO milestone_app;

CREATE CONSTRAINT TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.organisation_setting
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION milestone.record_change();
