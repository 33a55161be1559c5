-- One row per document on the other side of an allocation to an open sales invoice: its date, and whether a void undoes what it settled.
WITH side AS
(
  SELECT DISTINCT claim.source_id AS id
  FROM milestone.document
  JOIN milestone.settlement_claim claim ON claim.organisation_id = document.organisation_id AND claim.target_id = document.document_id AND claim.kind <> 1
  WHERE document.organisation_id = @organisation
    AND document.kind = 1
    AND document.status = 'AUTHORISED'
)
SELECT side.id, other.date, other.status IN ('VOIDED', 'DELETED') AS is_dead
FROM side
JOIN milestone.document other ON other.organisation_id = @organisation AND other.document_id = side.id
UNION ALL
SELECT side.id, taken.date, taken.status IN ('VOIDED', 'DELETED')
FROM side
JOIN milestone.document taken ON taken.organisation_id = @organisation AND taken.prepayment_id = side.id;
