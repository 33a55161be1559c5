-- One row per account of profit and loss in a budget of Xero's: what it plans for the months of the period, as Xero shows it, income and costs both positive.
SELECT amount.account_id, account.type, account.class, sum(amount.amount) AS amount
FROM milestone.budget_amount amount
JOIN milestone.account
  ON account.organisation_id = amount.organisation_id
  AND account.account_id = amount.account_id
  AND account.class IN ('REVENUE', 'EXPENSE')
  AND CASE WHEN @batch IS NULL THEN account.to_batch IS NULL ELSE account.from_batch <= @batch AND COALESCE(account.to_batch, @batch + 1) > @batch END
WHERE amount.organisation_id = @organisation
  AND amount.budget_id = @budget
  AND amount.month BETWEEN @from AND @to
GROUP BY 1, 2, 3;
