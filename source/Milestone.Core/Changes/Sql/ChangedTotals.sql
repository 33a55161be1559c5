-- One row: how many documents differ under the filters, how many changed and were changed back, and the effect of all of them on profit.
SELECT
  count(DISTINCT document_id) FILTER (WHERE amount <> 0) AS changed,
  count(DISTINCT document_id) - count(DISTINCT document_id) FILTER (WHERE amount <> 0) AS changed_back,
  COALESCE(sum(amount), 0) AS effect
FROM
(
  SELECT document_id, sum(amount) AS amount
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND batch > @since
    AND batch <= @until
    AND basis = @basis
    AND date BETWEEN @from AND @to
    AND (@project IS NULL OR project_id = @project)
    AND (@phase IS NULL OR phase_id = @phase)
  GROUP BY document_id, date, account_id, project_id, phase_id
) AS net;
