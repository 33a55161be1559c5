-- One row per account of the chart as it is now.
SELECT account_id, type, class
FROM milestone.account
WHERE organisation_id = @organisation
  AND to_batch IS NULL;
