-- How many postings there are.
SELECT count(*)
FROM milestone.posting
WHERE organisation_id = @organisation;

-- One row per (basis, month, account, project, phase) whose total is not the sum of its postings.
WITH summed AS
(
  SELECT basis, date_trunc('month', date)::date AS month, account_id, project_id, phase_id, sum(amount) AS amount
  FROM milestone.posting
  WHERE organisation_id = @organisation
  GROUP BY 1, 2, 3, 4, 5
),
kept AS
(
  SELECT basis, month, account_id, project_id, phase_id, amount
  FROM milestone.monthly_total
  WHERE organisation_id = @organisation
)
SELECT format('The total of basis %s, %s, account %s, project %s, phase %s is %s; its postings sum to %s.',
  basis, month, account_id, project_id, phase_id, COALESCE(kept.amount, 0), COALESCE(summed.amount, 0))
FROM summed
FULL JOIN kept USING (basis, month, account_id, project_id, phase_id)
WHERE COALESCE(kept.amount, 0) <> COALESCE(summed.amount, 0)
ORDER BY basis, month, account_id, project_id, phase_id
LIMIT 100;

-- One row per (basis, month, account) whose total is not the sum of the finer totals.
WITH summed AS
(
  SELECT basis, month, account_id, sum(amount) AS amount
  FROM milestone.monthly_total
  WHERE organisation_id = @organisation
  GROUP BY 1, 2, 3
),
kept AS
(
  SELECT basis, month, account_id, amount
  FROM milestone.account_total
  WHERE organisation_id = @organisation
)
SELECT format('The total of basis %s, %s, account %s is %s; by project and phase it is %s.',
  basis, month, account_id, COALESCE(kept.amount, 0), COALESCE(summed.amount, 0))
FROM summed
FULL JOIN kept USING (basis, month, account_id)
WHERE COALESCE(kept.amount, 0) <> COALESCE(summed.amount, 0)
ORDER BY basis, month, account_id
LIMIT 100;

-- One row per (basis, month, project) whose total is not the sum of the finer totals.
WITH summed AS
(
  SELECT basis, month, project_id, sum(amount) AS amount
  FROM milestone.monthly_total
  WHERE organisation_id = @organisation
  GROUP BY 1, 2, 3
),
kept AS
(
  SELECT basis, month, project_id, amount
  FROM milestone.project_total
  WHERE organisation_id = @organisation
)
SELECT format('The total of basis %s, %s, project %s is %s; by account and phase it is %s.',
  basis, month, project_id, COALESCE(kept.amount, 0), COALESCE(summed.amount, 0))
FROM summed
FULL JOIN kept USING (basis, month, project_id)
WHERE COALESCE(kept.amount, 0) <> COALESCE(summed.amount, 0)
ORDER BY basis, month, project_id
LIMIT 100;

-- One row if the batches have a gap or do not reach the organisation's counter.
SELECT format('The organisation counts %s batches; the ledger has %s, numbered %s to %s.', organisation.last_batch, count(batch.batch), min(batch.batch), max(batch.batch))
FROM milestone.organisation
LEFT JOIN milestone.batch ON batch.organisation_id = organisation.organisation_id
WHERE organisation.organisation_id = @organisation
GROUP BY organisation.last_batch
HAVING count(batch.batch) <> organisation.last_batch
  OR COALESCE(max(batch.batch), 0) <> organisation.last_batch;

-- One row per batch whose postings are not as many as it says.
SELECT format('Batch %s says it has %s postings; it has %s.', batch.batch, batch.postings, COALESCE(counted.postings, 0))
FROM milestone.batch
LEFT JOIN
(
  SELECT posting.batch, count(*) AS postings
  FROM milestone.posting
  WHERE organisation_id = @organisation
  GROUP BY 1
) AS counted ON counted.batch = batch.batch
WHERE batch.organisation_id = @organisation
  AND batch.postings <> COALESCE(counted.postings, 0)
ORDER BY batch.batch
LIMIT 100;
