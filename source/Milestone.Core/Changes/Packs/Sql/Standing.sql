-- One row at most: the standing pack that a statement is measured by, and what changed in the pack's own days since it was issued.
WITH met AS
(
  SELECT
    pack_id, number, version, name, batch, issued_at, issued_by, query::text, net_profit, withdrawn_at, withdrawn_by, withdrawn_why,
    count(*) OVER () AS packs,
    from_date, to_date
  FROM milestone.pack
  WHERE organisation_id = @organisation
    AND basis = @basis
    AND withdrawn_at IS NULL
    AND (@pack IS NULL OR pack_id = @pack)
    AND from_date <= @to
    AND to_date >= @from
    AND project_id IS NOT DISTINCT FROM @project
    AND phase_id IS NOT DISTINCT FROM @phase
  ORDER BY (from_date = @from AND to_date = @to) DESC, number DESC
  LIMIT 1
)
SELECT
  met.pack_id, met.number, met.version, met.name, met.batch, met.issued_at, met.issued_by, met.query, met.net_profit,
  met.withdrawn_at, met.withdrawn_by, met.withdrawn_why,
  met.packs,
  later.documents,
  later.effect,
  chart.accounts
FROM met
CROSS JOIN LATERAL
(
  SELECT count(DISTINCT document_id) AS documents, COALESCE(sum(amount), 0) AS effect
  FROM
  (
    SELECT document_id, sum(amount) AS amount
    FROM milestone.posting
    WHERE organisation_id = @organisation
      AND batch > met.batch
      AND basis = @basis
      AND date BETWEEN met.from_date AND met.to_date
      AND (@project IS NULL OR project_id = @project)
      AND (@phase IS NULL OR phase_id = @phase)
    GROUP BY document_id, date, account_id, project_id, phase_id
    HAVING sum(amount) <> 0
  ) AS net
) AS later
CROSS JOIN LATERAL
(
  SELECT count(*) AS accounts
  FROM milestone.account past
  JOIN milestone.account present
    ON present.organisation_id = past.organisation_id
    AND present.account_id = past.account_id
    AND present.to_batch IS NULL
  WHERE past.organisation_id = @organisation
    AND past.from_batch <= met.batch
    AND past.to_batch > met.batch
    AND (past.class IN ('REVENUE', 'EXPENSE') OR present.class IN ('REVENUE', 'EXPENSE'))
    AND (past.name, past.type, past.class) IS DISTINCT FROM (present.name, present.type, present.class)
) AS chart;
