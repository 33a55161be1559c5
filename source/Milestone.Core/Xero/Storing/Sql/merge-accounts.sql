-- The newest payload that told of each account; the version that ends with this batch, and the one that begins with it.
UPDATE milestone.account
SET updated_utc = told.updated_utc
FROM unnest(@told::uuid[], @toldUtc::timestamptz[]) AS told (account_id, updated_utc)
WHERE account.organisation_id = @organisation
  AND account.account_id = told.account_id
  AND account.to_batch IS NULL
  AND account.updated_utc < told.updated_utc;

UPDATE milestone.account
SET to_batch = @batch
WHERE organisation_id = @organisation
  AND account_id = ANY (@accounts)
  AND to_batch IS NULL
  AND from_batch < @batch;

INSERT INTO milestone.account (organisation_id, account_id, from_batch, code, name, type, class, status, system_account, updated_utc)
SELECT @organisation, account_id, @batch, code, name, type, class, status, system_account, updated_utc
FROM unnest(@accounts::uuid[], @codes::text[], @names::text[], @types::text[], @classes::text[], @statuses::text[], @systems::text[], @updatedUtc::timestamptz[])
  AS now (account_id, code, name, type, class, status, system_account, updated_utc)
ON CONFLICT (organisation_id, account_id, from_batch) DO UPDATE SET
  code = excluded.code,
  name = excluded.name,
  type = excluded.type,
  class = excluded.class,
  status = excluded.status,
  system_account = excluded.system_account,
  updated_utc = excluded.updated_utc;
