-- One row per payment asked for that is there: which version it has.
SELECT payment_id, updated_utc, hash
FROM milestone.payment
WHERE organisation_id = @organisation
  AND payment_id = ANY (@payments);
