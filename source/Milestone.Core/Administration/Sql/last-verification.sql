-- The latest run of ledger verify; none before the first.
SELECT verified_at, took_seconds, organisations, documents, differences
FROM milestone.ledger_verification
ORDER BY verified_at DESC
LIMIT 1
