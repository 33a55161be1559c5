-- One row per payment that is new or newer than what is there.
INSERT INTO milestone.payment AS known (organisation_id, payment_id, updated_utc, hash, raw)
SELECT @organisation, payment_id, updated_utc, hash, raw
FROM incoming_payment
ORDER BY payment_id
ON CONFLICT (organisation_id, payment_id) DO UPDATE
SET updated_utc = excluded.updated_utc, hash = excluded.hash, raw = excluded.raw
WHERE excluded.updated_utc > known.updated_utc
  OR (excluded.updated_utc = '-infinity' AND known.updated_utc = '-infinity' AND excluded.hash <> known.hash)
RETURNING payment_id, xmax = 0 AS is_new;
