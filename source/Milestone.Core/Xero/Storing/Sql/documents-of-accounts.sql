-- One row per document with a line that names one of these accounts by id or by code.
SELECT DISTINCT document_id
FROM milestone.line
WHERE organisation_id = @organisation
  AND (account_id = ANY (@accounts) OR account_code = ANY (@codes))
ORDER BY document_id;
