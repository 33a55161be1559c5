-- One row: net profit by the newest of Xero's own reports over exactly this period and basis.
SELECT amount.amount
FROM milestone.xero_report report
JOIN milestone.xero_report_amount amount
  ON amount.organisation_id = report.organisation_id
  AND amount.report_id = report.report_id
  AND amount.column_number = 1
WHERE report.organisation_id = @organisation
  AND report.from_date = @from
  AND report.to_date = @to
  AND report.basis = @basis
  AND amount.label ILIKE 'net profit'
ORDER BY report.imported_at DESC
LIMIT 1;
