-- One row per whole month of the period in which the organisation has an amount on any account.
SELECT DISTINCT total.month
FROM unnest(@wholeMonthFroms, @wholeMonthTos) AS span (first, last)
JOIN milestone.account_total total
  ON total.organisation_id = @organisation
  AND total.basis = @basis
  AND total.month BETWEEN span.first AND span.last
WHERE total.amount <> 0
ORDER BY total.month;
