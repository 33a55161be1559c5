-- One row per payment that is new or newer.
INSERT INTO milestone.payment (organisation_id, payment_id, updated_utc, hash, raw)
SELECT @organisation, payment_id, updated_utc, hash, raw
FROM incoming_payment
ORDER BY payment_id
ON CONFLICT (organisation_id, payment_id) DO UPDATE
SET updated_utc = excluded.updated_utc, hash = excluded.hash, raw = excluded.raw;
