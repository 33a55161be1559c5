-- One row: the last batch of an organisation that was recorded by a moment; 0 where none was.
SELECT coalesce(max(batch), 0)
FROM milestone.batch
WHERE organisation_id = @organisation
  AND recorded_at <= @moment;
