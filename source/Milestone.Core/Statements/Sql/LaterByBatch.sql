-- One row per column and, where asked for, account (else type of account), project and phase: what batches after the one asked for have posted into
-- whole months. Asked where later batches are a small part of the ledger: OFFSET makes the planner go batch by batch and not through the period.
WITH later AS
(
  SELECT
    date_trunc('month', posting.date::timestamp)::date AS month,
    posting.account_id,
    CASE WHEN @byProject THEN posting.project_id ELSE '00000000-0000-0000-0000-000000000000' END AS project_id,
    CASE WHEN @byPhase THEN posting.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS phase_id,
    sum(posting.amount) AS amount
  FROM milestone.batch
  CROSS JOIN LATERAL
  (
    SELECT one.date, one.account_id, one.project_id, one.phase_id, one.amount
    FROM milestone.posting one
    WHERE one.organisation_id = @organisation
      AND one.batch = batch.batch
      AND one.basis = @basis
    OFFSET 0
  ) AS posting
  WHERE batch.organisation_id = @organisation
    AND batch.batch > @batch
    AND (@project IS NULL OR posting.project_id = @project)
    AND (@phase IS NULL OR posting.phase_id = @phase)
  GROUP BY 1, 2, 3, 4
)
SELECT
  span.no,
  CASE WHEN @byAccount THEN later.account_id ELSE '00000000-0000-0000-0000-000000000000' END AS account_id,
  account.type,
  account.class,
  later.project_id,
  later.phase_id,
  sum(later.amount) AS amount
FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
JOIN later ON later.month BETWEEN span.first AND span.last
LEFT JOIN milestone.account
  ON account.organisation_id = @organisation
  AND account.account_id = later.account_id
  AND account.from_batch <= @batch
  AND COALESCE(account.to_batch, @batch + 1) > @batch
GROUP BY 1, 2, 3, 4, 5, 6;
