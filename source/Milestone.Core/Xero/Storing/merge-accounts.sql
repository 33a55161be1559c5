-- The version that ends with this batch, and the one that begins with it.
UPDATE milestone.account
SET to_batch = @batch
WHERE organisation_id = @organisation
  AND account_id = ANY (@accounts)
  AND to_batch IS NULL
  AND from_batch < @batch;

INSERT INTO milestone.account (organisation_id, account_id, from_batch, code, name, type, class, status, system_account)
SELECT @organisation, account_id, @batch, code, name, type, class, status, system_account
FROM unnest(@accounts::uuid[], @codes::text[], @names::text[], @types::text[], @classes::text[], @statuses::text[], @systems::text[])
  AS now (account_id, code, name, type, class, status, system_account)
ON CONFLICT (organisation_id, account_id, from_batch) DO UPDATE SET
  code = excluded.code,
  name = excluded.name,
  type = excluded.type,
  class = excluded.class,
  status = excluded.status,
  system_account = excluded.system_account;
