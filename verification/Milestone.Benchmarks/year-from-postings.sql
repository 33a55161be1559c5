-- One row per account and month of the year, from the postings themselves: what the totals save.
SELECT date_trunc('month', date)::date AS month, account_id, sum(amount)
FROM milestone.posting
WHERE organisation_id = $1
  AND basis = 0
  AND date BETWEEN $2 AND $3
GROUP BY 1, 2
