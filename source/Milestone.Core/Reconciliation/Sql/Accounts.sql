-- One row per account of profit and loss: what it is in Xero besides its name.
SELECT account_id, code, name, type, class, COALESCE(system_account, '') AS system_account
FROM milestone.account
WHERE organisation_id = @organisation
  AND to_batch IS NULL
  AND class IN ('REVENUE', 'EXPENSE');
