-- One row: the last batch that was in the books when the report was, the rest of its own import included; 0 before the first.
WITH brought AS
(
  SELECT batch, sync_run_id
  FROM milestone.batch
  WHERE organisation_id = @organisation
    AND recorded_at <= @importedAt
  ORDER BY batch DESC
  LIMIT 1
)
SELECT COALESCE(max(batch.batch), 0)
FROM brought
JOIN milestone.batch
  ON batch.organisation_id = @organisation
  AND (batch.batch = brought.batch OR batch.sync_run_id = brought.sync_run_id);
