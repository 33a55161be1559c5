-- The one row of what an administrator set, or none.
SELECT version, time_zone, year_end_month, year_end_day, retention_account_id, cis_account_id
FROM milestone.organisation_setting
WHERE organisation_id = @organisation;
