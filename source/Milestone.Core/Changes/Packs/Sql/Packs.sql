-- One row per pack, the newest first.
SELECT
  pack_id, number, version, name, batch, issued_at, issued_by, query::text, net_profit, withdrawn_at, withdrawn_by, withdrawn_why
FROM milestone.pack
WHERE organisation_id = @organisation
ORDER BY number DESC;
