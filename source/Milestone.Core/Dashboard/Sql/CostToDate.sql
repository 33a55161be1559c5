-- One row per project that has an estimate of its cost: what it has cost to date, on accrual basis and net of VAT, positive.
SELECT total.project_id, -sum(total.amount) AS cost
FROM milestone.monthly_total total
JOIN milestone.account
  ON account.organisation_id = total.organisation_id
  AND account.account_id = total.account_id
  AND account.to_batch IS NULL
  AND account.class = 'EXPENSE'
WHERE total.organisation_id = @organisation
  AND total.basis = 0
  AND total.project_id IN
  (
    SELECT project_id
    FROM milestone.estimate
    WHERE organisation_id = @organisation
      AND closed_at IS NULL
      AND kind IN (2, 3)
  )
GROUP BY total.project_id;
