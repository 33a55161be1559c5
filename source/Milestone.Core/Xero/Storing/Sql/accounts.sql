-- One row per account as it is now.
SELECT account_id, code, name, type, class, status, system_account, updated_utc
FROM milestone.account
WHERE organisation_id = @organisation
  AND to_batch IS NULL;
