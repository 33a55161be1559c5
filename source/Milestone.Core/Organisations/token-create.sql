-- One new token; only the hash of its text is kept.
INSERT INTO milestone.ingest_token (organisation_id, token_id, label, prefix, hash, created_at, expires_at)
VALUES (@organisation, @token, @label, @prefix, @hash, @now, @expires);
