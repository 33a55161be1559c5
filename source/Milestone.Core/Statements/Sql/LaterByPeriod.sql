-- One row per column and, where asked for, account (else type of account), project and phase: what batches after the one asked for have posted into
-- whole months. Asked where later batches are a large part of the ledger: it reads the days of the columns and nothing else.
WITH later AS
(
  SELECT
    span.no,
    posting.account_id,
    CASE WHEN @byProject THEN posting.project_id ELSE '00000000-0000-0000-0000-000000000000' END AS project_id,
    CASE WHEN @byPhase THEN posting.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS phase_id,
    sum(posting.amount) AS amount
  FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
  JOIN milestone.posting
    ON posting.organisation_id = @organisation
    AND posting.basis = @basis
    AND posting.date >= span.first
    AND posting.date < (span.last + interval '1 month')::date
  WHERE posting.batch > @batch
    AND (@project IS NULL OR posting.project_id = @project)
    AND (@phase IS NULL OR posting.phase_id = @phase)
  GROUP BY 1, 2, 3, 4
)
SELECT
  later.no,
  CASE WHEN @byAccount THEN later.account_id ELSE '00000000-0000-0000-0000-000000000000' END AS account_id,
  account.type,
  account.class,
  later.project_id,
  later.phase_id,
  sum(later.amount) AS amount
FROM later
LEFT JOIN milestone.account
  ON account.organisation_id = @organisation
  AND account.account_id = later.account_id
  AND account.from_batch <= @batch
  AND COALESCE(account.to_batch, @batch + 1) > @batch
GROUP BY 1, 2, 3, 4, 5, 6;
