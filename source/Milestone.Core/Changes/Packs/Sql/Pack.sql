-- One row: a pack with its statement as it was drawn.
SELECT
  pack.pack_id, pack.number, pack.version, pack.name, pack.batch, pack.issued_at, pack.issued_by, pack.query::text, pack.net_profit,
  pack.withdrawn_at, pack.withdrawn_by, pack.withdrawn_why,
  drawing.statement, drawing.drawn
FROM milestone.pack
JOIN milestone.pack_drawing drawing ON drawing.organisation_id = pack.organisation_id AND drawing.pack_id = pack.pack_id
WHERE pack.organisation_id = @organisation
  AND pack.pack_id = @pack;
