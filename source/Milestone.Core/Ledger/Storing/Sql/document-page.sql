-- One row per document behind the last one read, by id.
SELECT document_id
FROM milestone.document
WHERE organisation_id = @organisation
  AND document_id > @after
ORDER BY document_id
LIMIT @limit;
