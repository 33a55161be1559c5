-- One row per row of an organisation's chain, in order, with what it says where that was not erased.
SELECT seq, recorded_at, action, entity, content_digest, digest, salt, actor, before::text, after::text
FROM milestone.audit_entry
WHERE organisation_id = @organisation
ORDER BY seq;
