-- One row per document whose postings may differ because the records named have changed: themselves, what they settle, what settles them,
-- and the bank transactions of prepayments among those.
WITH changed AS
(
  SELECT unnest(@records::uuid[]) AS id
  UNION
  SELECT prepayment_id
  FROM milestone.document
  WHERE organisation_id = @organisation AND document_id = ANY (@records) AND prepayment_id IS NOT NULL
),
touched AS
(
  SELECT id FROM changed
  UNION
  SELECT claim.target_id
  FROM milestone.settlement_claim claim
  JOIN changed ON changed.id = claim.source_id
  WHERE claim.organisation_id = @organisation
  UNION
  SELECT claim.source_id
  FROM milestone.settlement_claim claim
  JOIN changed ON changed.id = claim.target_id
  WHERE claim.organisation_id = @organisation AND claim.kind <> 1
)
SELECT document.document_id
FROM touched
JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = touched.id
UNION
SELECT document.document_id
FROM touched
JOIN milestone.document ON document.organisation_id = @organisation AND document.prepayment_id = touched.id;
