-- One row: net profit by the newest of Xero's own reports with a column of exactly these days, on this basis.
SELECT amount.amount
FROM milestone.xero_report_amount amount
JOIN milestone.xero_report report
  ON report.organisation_id = amount.organisation_id
  AND report.report_id = amount.report_id
  AND report.basis = @basis
WHERE amount.organisation_id = @organisation
  AND amount.from_date = @from
  AND amount.to_date = @to
  AND amount.account_id IS NULL
  AND lower(amount.label) IN ('net profit', 'net income', 'net loss', 'net profit / (loss)')
ORDER BY report.imported_at DESC
LIMIT 1;
