-- One row per claim about a settlement of an open sales invoice.
SELECT claim.claimant_id, claim.position, claim.kind, claim.source_id, claim.target_id, claim.date, claim.amount, claim.is_live, claim.claimed_utc
FROM milestone.document
JOIN milestone.settlement_claim claim ON claim.organisation_id = document.organisation_id AND claim.target_id = document.document_id
WHERE document.organisation_id = @organisation
  AND document.kind = 1
  AND document.status = 'AUTHORISED';
