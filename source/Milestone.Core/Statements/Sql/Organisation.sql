-- One row: the organisation as it is.
SELECT
  name,
  base_currency,
  year_end_month,
  year_end_day,
  time_zone,
  ledger_source,
  last_batch,
  data_version,
  last_sync,
  short_code
FROM milestone.organisation
WHERE organisation_id = @organisation;
