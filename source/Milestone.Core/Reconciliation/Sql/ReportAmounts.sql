-- One row per figure of a report that stands in a column of days, in the order of the report.
SELECT row_number, column_number, section, label, column_label, account_id, amount, from_date, to_date
FROM milestone.xero_report_amount
WHERE organisation_id = @organisation
  AND report_id = @report
  AND from_date IS NOT NULL
ORDER BY column_number, row_number;
