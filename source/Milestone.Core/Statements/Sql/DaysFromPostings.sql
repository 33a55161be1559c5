-- One row per column and, where asked for, account (else type of account), project and phase: the effect on profit of days that are no whole month,
-- as known at a batch where one is named. What is not asked for is all zeros.
WITH summed AS
(
  SELECT
    span.no,
    posting.account_id,
    CASE WHEN @byProject THEN posting.project_id ELSE '00000000-0000-0000-0000-000000000000' END AS project_id,
    CASE WHEN @byPhase THEN posting.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS phase_id,
    sum(posting.amount) AS amount
  FROM unnest(@dayNos, @dayFroms, @dayTos) AS span (no, first, last)
  JOIN milestone.posting
    ON posting.organisation_id = @organisation
    AND posting.basis = @basis
    AND posting.date BETWEEN span.first AND span.last
  WHERE (@batch IS NULL OR posting.batch <= @batch)
    AND (@project IS NULL OR posting.project_id = @project)
    AND (@phase IS NULL OR posting.phase_id = @phase)
  GROUP BY 1, 2, 3, 4
)
SELECT
  summed.no,
  CASE WHEN @byAccount THEN summed.account_id ELSE '00000000-0000-0000-0000-000000000000' END AS account_id,
  account.type,
  account.class,
  summed.project_id,
  summed.phase_id,
  sum(summed.amount) AS amount
FROM summed
LEFT JOIN milestone.account
  ON account.organisation_id = @organisation
  AND account.account_id = summed.account_id
  AND CASE WHEN @batch IS NULL THEN account.to_batch IS NULL ELSE account.from_batch <= @batch AND COALESCE(account.to_batch, @batch + 1) > @batch END
GROUP BY 1, 2, 3, 4, 5, 6;
