-- The one row of how much there is of what an administrator looks after.
SELECT
  (
    SELECT count(*)
    FROM milestone.tracking_option o
    JOIN milestone.tracking_category c ON c.organisation_id = o.organisation_id AND c.category_id = o.category_id AND c.to_batch IS NULL
    WHERE o.organisation_id = @organisation AND o.to_batch IS NULL AND c.role = 1
  ),
  (SELECT count(*) FROM milestone.membership WHERE organisation_id = @organisation),
  (SELECT count(*) FROM milestone.document WHERE organisation_id = @organisation),
  (SELECT COALESCE(sum(postings), 0)::bigint FROM milestone.batch WHERE organisation_id = @organisation),
  (SELECT count(*) FROM milestone.batch WHERE organisation_id = @organisation),
  (SELECT count(*) FROM milestone.sync_run WHERE organisation_id = @organisation),
  (
    SELECT count(*)
    FROM milestone.rejected_record r
    WHERE r.organisation_id = @organisation
      AND NOT EXISTS (SELECT FROM milestone.rejected_resolution d WHERE d.organisation_id = r.organisation_id AND d.rejected_id = r.rejected_id)
  ),
  (SELECT count(*) FROM milestone.ingest_token WHERE organisation_id = @organisation AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)),
  (SELECT COALESCE(max(seq), 0)::bigint FROM milestone.audit_log WHERE organisation_id = @organisation),
  (SELECT last_sync FROM milestone.organisation WHERE organisation_id = @organisation),
  pg_database_size(current_database());
