-- One row per entry of the audit log that fits, the newest first.
SELECT seq, recorded_at, actor, action, entity, before::text, after::text
FROM milestone.audit_entry
WHERE organisation_id = @organisation
  AND (@before IS NULL OR seq < @before)
  AND (@from IS NULL OR recorded_at >= @from)
  AND (@to IS NULL OR recorded_at < @to)
  AND (@actor IS NULL OR actor = @actor)
  AND (@action IS NULL OR action = @action)
  AND (@entity IS NULL OR entity = @entity)
  AND (@text IS NULL OR strpos(lower(before::text), lower(@text)) > 0 OR strpos(lower(after::text), lower(@text)) > 0)
ORDER BY seq DESC
LIMIT @limit;
