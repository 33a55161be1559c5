-- One row per row and column of the report.
DELETE FROM milestone.xero_report_amount
WHERE organisation_id = @organisation
  AND report_id = @report;

INSERT INTO milestone.xero_report_amount (organisation_id, report_id, row_number, column_number, section, label, column_label, account_id, amount, from_date, to_date)
SELECT @organisation, @report, row_number, column_number, section, label, column_label, account_id, amount, from_date, to_date
FROM unnest(@rows::integer[], @columns::integer[], @sections::text[], @labels::text[], @columnLabels::text[], @accounts::uuid[], @amounts::numeric[],
  @froms::date[], @tos::date[])
  AS shown (row_number, column_number, section, label, column_label, account_id, amount, from_date, to_date);
