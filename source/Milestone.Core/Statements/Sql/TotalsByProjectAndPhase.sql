-- One row per column and, where asked for, account (else type of account), project and phase: the effect on profit of whole months. What is not
-- asked for is all zeros. Accounts have the types that the chart of the batch gives them.
WITH summed AS
(
  SELECT
    span.no,
    total.account_id,
    CASE WHEN @byProject THEN total.project_id ELSE '00000000-0000-0000-0000-000000000000' END AS project_id,
    CASE WHEN @byPhase THEN total.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS phase_id,
    sum(total.amount) AS amount
  FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
  JOIN milestone.monthly_total total
    ON total.organisation_id = @organisation
    AND total.basis = @basis
    AND total.month BETWEEN span.first AND span.last
  WHERE (@project IS NULL OR total.project_id = @project)
    AND (@phase IS NULL OR total.phase_id = @phase)
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
