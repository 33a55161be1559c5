-- The token, stopped for good; one that was stopped before keeps its time.
UPDATE milestone.ingest_token
SET revoked_at = COALESCE(revoked_at, @now)
WHERE organisation_id = @organisation
  AND token_id = @token;
