-- One row per document with a line that names one of these tracking categories, by id or by name.
SELECT DISTINCT document_id
FROM milestone.line
CROSS JOIN LATERAL jsonb_array_elements(tracking) AS named
WHERE organisation_id = @organisation
  AND tracking IS NOT NULL
  AND ((named ->> 'category')::uuid = ANY (@categories) OR lower(named ->> 'categoryName') = ANY (@names))
ORDER BY document_id;
