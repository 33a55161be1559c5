-- One row: which documents post.
SELECT ledger_source
FROM milestone.organisation
WHERE organisation_id = @organisation;

-- One row per document asked for, as readers know it.
SELECT
  document.document_id,
  CASE WHEN document.number <> '' THEN document.number ELSE document.reference END AS number,
  COALESCE(contact.name, '') AS contact,
  document.contact_id
FROM milestone.document
LEFT JOIN milestone.contact ON contact.organisation_id = document.organisation_id AND contact.contact_id = document.contact_id
WHERE document.organisation_id = @organisation
  AND document.document_id = ANY (@documents);
