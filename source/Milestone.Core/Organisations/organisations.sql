-- One row per organisation of the installation, by name. Asked before one is chosen, so through the owner's function.
SELECT
  organisation_id AS "Id",
  name AS "Name",
  base_currency AS "BaseCurrency",
  year_end_month AS "YearEndMonth",
  year_end_day AS "YearEndDay",
  time_zone AS "TimeZone",
  ledger_source AS "LedgerSource",
  last_batch AS "LastBatch",
  data_version AS "DataVersion",
  last_sync AS "LastSync",
  short_code AS "ShortCode",
  created_as AS "CreatedAs"
FROM milestone.organisations()
ORDER BY lower(name);
