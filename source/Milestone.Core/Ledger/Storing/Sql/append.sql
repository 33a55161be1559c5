-- One row per incoming posting, and its sums into the three totals in the same transaction, in key order.
INSERT INTO milestone.posting
  (organisation_id, batch, basis, date, account_id, project_id, phase_id, document_id, line_id, amount)
SELECT
  @organisation, @batch, basis, date, account_id, project_id, phase_id, document_id, line_id, amount
FROM incoming_posting;

INSERT INTO milestone.monthly_total AS total
  (organisation_id, basis, month, account_id, project_id, phase_id, amount)
SELECT
  @organisation, basis, date_trunc('month', date)::date, account_id, project_id, phase_id, sum(amount)
FROM incoming_posting
GROUP BY 2, 3, 4, 5, 6
ORDER BY 2, 3, 4, 5, 6
ON CONFLICT (organisation_id, basis, month, account_id, project_id, phase_id) DO UPDATE SET amount = total.amount + excluded.amount;

INSERT INTO milestone.account_total AS total
  (organisation_id, basis, month, account_id, amount)
SELECT
  @organisation, basis, date_trunc('month', date)::date, account_id, sum(amount)
FROM incoming_posting
GROUP BY 2, 3, 4
ORDER BY 2, 3, 4
ON CONFLICT (organisation_id, basis, month, account_id) DO UPDATE SET amount = total.amount + excluded.amount;

INSERT INTO milestone.project_total AS total
  (organisation_id, basis, month, project_id, amount)
SELECT
  @organisation, basis, date_trunc('month', date)::date, project_id, sum(amount)
FROM incoming_posting
GROUP BY 2, 3, 4
ORDER BY 2, 3, 4
ON CONFLICT (organisation_id, basis, month, project_id) DO UPDATE SET amount = total.amount + excluded.amount;

DELETE FROM incoming_posting;
