-- One more file that was taken away.
INSERT INTO milestone.export_history
  (organisation_id, export_id, exported_at, actor, report, title, format, filters, row_count, byte_count, milliseconds, outcome)
VALUES (@organisation, @export, @at, @actor, @report, @title, @format, @filters, @rows, @bytes, @milliseconds, @outcome);
