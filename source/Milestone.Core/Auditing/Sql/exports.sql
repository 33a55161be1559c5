-- One row per file that was taken away, the newest first, behind the one a page ended with.
SELECT export_id, exported_at, actor, report, title, format, filters, row_count, byte_count, milliseconds, outcome
FROM milestone.export_history
WHERE organisation_id = @organisation
  AND (@afterAt IS NULL OR (exported_at, export_id) < (@afterAt, @afterId))
ORDER BY exported_at DESC, export_id DESC
LIMIT @limit;
