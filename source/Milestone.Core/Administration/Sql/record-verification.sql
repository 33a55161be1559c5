-- One run of ledger verify.
INSERT INTO milestone.ledger_verification (verification_id, verified_at, took_seconds, organisations, documents, differences)
VALUES (@id, @at, @took, @organisations, @documents, @differences)
