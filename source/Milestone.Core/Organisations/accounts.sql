-- One row per account as it is now.
SELECT account_id AS "Id", code AS "Code", name AS "Name", type AS "Type", class AS "Class", status AS "Status"
FROM milestone.account
WHERE organisation_id = @organisation
  AND to_batch IS NULL
ORDER BY lower(name), account_id;
