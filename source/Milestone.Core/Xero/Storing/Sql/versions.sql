-- One row per document asked for that is there: which versions of its parts it has.
SELECT document_id, header_updated_utc, lines_updated_utc, claims_updated_utc, hash
FROM milestone.document
WHERE organisation_id = @organisation
  AND document_id = ANY (@documents);
