-- One row per token of the organisation, newest first.
SELECT
  token_id AS "Id",
  label AS "Label",
  prefix AS "Prefix",
  created_at AS "CreatedAt",
  expires_at AS "ExpiresAt",
  revoked_at AS "RevokedAt",
  last_used_at AS "LastUsedAt"
FROM milestone.ingest_token
WHERE organisation_id = @organisation
ORDER BY created_at DESC, token_id;
