-- The organisation that a token opens, recording its use; null for one that is unknown, revoked or expired.
SELECT milestone.use_ingest_token(@hash, @now);
