-- One row per rejected record that has not had another turn, the newest first.
SELECT r.rejected_id, r.rejected_at, r.payload, r.kind, r.record, r.reason
FROM milestone.rejected_record r
WHERE r.organisation_id = @organisation
  AND NOT EXISTS (SELECT FROM milestone.rejected_resolution d WHERE d.organisation_id = r.organisation_id AND d.rejected_id = r.rejected_id)
ORDER BY r.rejected_id DESC
LIMIT @limit;
