-- One row: when a batch was recorded.
SELECT recorded_at
FROM milestone.batch
WHERE organisation_id = @organisation
  AND batch = @since;
