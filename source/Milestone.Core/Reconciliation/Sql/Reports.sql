-- One row per profit and loss report of Xero's that was imported, those of the latest days first.
SELECT
  report.report_id,
  report.title,
  report.from_date,
  report.to_date,
  report.basis,
  report.imported_at,
  periods.columns,
  periods.first_day,
  periods.last_day
FROM milestone.xero_report report
CROSS JOIN LATERAL
(
  SELECT count(DISTINCT amount.column_number) AS columns, min(amount.from_date) AS first_day, max(amount.to_date) AS last_day
  FROM milestone.xero_report_amount amount
  WHERE amount.organisation_id = report.organisation_id
    AND amount.report_id = report.report_id
    AND amount.from_date IS NOT NULL
) AS periods
WHERE report.organisation_id = @organisation
ORDER BY COALESCE(periods.last_day, report.to_date) DESC NULLS LAST, COALESCE(periods.first_day, report.from_date) DESC NULLS LAST, report.imported_at DESC, report.report_id;
