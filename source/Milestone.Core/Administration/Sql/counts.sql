-- One row per thing that an administrator looks after: how much there is of it.
SELECT 'Documents', count(*) FROM milestone.document WHERE organisation_id = @organisation
UNION ALL
SELECT 'Postings', COALESCE(sum(postings), 0)::bigint FROM milestone.batch WHERE organisation_id = @organisation
UNION ALL
SELECT 'Batches', count(*) FROM milestone.batch WHERE organisation_id = @organisation
UNION ALL
SELECT 'Imports', count(*) FROM milestone.sync_run WHERE organisation_id = @organisation
UNION ALL
SELECT 'Rejected records', count(*)
FROM milestone.rejected_record r
WHERE r.organisation_id = @organisation
  AND NOT EXISTS (SELECT FROM milestone.rejected_resolution d WHERE d.organisation_id = r.organisation_id AND d.rejected_id = r.rejected_id)
UNION ALL
SELECT 'Working tokens', count(*) FROM milestone.ingest_token WHERE organisation_id = @organisation AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)
UNION ALL
SELECT 'Audit entries', COALESCE(max(seq), 0)::bigint FROM milestone.audit_log WHERE organisation_id = @organisation;
