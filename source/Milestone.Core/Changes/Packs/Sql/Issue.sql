-- One new pack with its drawing; answers its number, the next of the organisation.
WITH issued AS
(
  INSERT INTO milestone.pack
    (organisation_id, pack_id, number, version, name, batch, issued_at, issued_by, basis, from_date, to_date, project_id, phase_id, net_profit, query)
  SELECT
    @organisation, @pack, COALESCE(max(number), 0) + 1, 1, @name, @batch, @now, @by, @basis, @from, @to, @project, @phase, @netProfit, @query
  FROM milestone.pack
  WHERE organisation_id = @organisation
  RETURNING number
),
drawing AS
(
  INSERT INTO milestone.pack_drawing (organisation_id, pack_id, statement, drawn)
  VALUES (@organisation, @pack, @statement, @drawn)
)
SELECT number
FROM issued;
