-- One row: a pack without its drawing, held until the transaction ends.
SELECT
  pack_id, number, version, name, batch, issued_at, issued_by, query::text, net_profit, withdrawn_at, withdrawn_by, withdrawn_why
FROM milestone.pack
WHERE organisation_id = @organisation
  AND pack_id = @pack
FOR UPDATE;
