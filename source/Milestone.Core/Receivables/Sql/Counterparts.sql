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
SELECT id, date, is_dead
FROM milestone.other_sides(ARRAY(SELECT id FROM side WHERE id IS NOT NULL));
