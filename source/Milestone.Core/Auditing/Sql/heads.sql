-- One row per chain: where it ends.
SELECT organisation_id, seq, recorded_at, digest
FROM milestone.audit_heads()
ORDER BY organisation_id;
