-- What these records told of settlements until now goes, and what they tell now comes; both sides of either may post differently.
UPDATE milestone.document
SET claims_updated_utc = renewed.updated_utc
FROM unnest(@claimants::uuid[], @claimantsUtc::timestamptz[]) AS renewed (document_id, updated_utc)
WHERE document.organisation_id = @organisation
  AND document.document_id = renewed.document_id;

WITH gone AS
(
  DELETE FROM milestone.settlement_claim
  WHERE organisation_id = @organisation
    AND claimant_id = ANY (@claimants)
  RETURNING source_id, target_id
)
SELECT source_id FROM gone
UNION
SELECT target_id FROM gone;

INSERT INTO milestone.settlement_claim (organisation_id, claimant_id, position, kind, source_id, target_id, date, amount, is_live, claimed_utc)
SELECT @organisation, claimant_id, position, kind, source_id, target_id, date, amount, is_live, claimed_utc
FROM incoming_claim;
