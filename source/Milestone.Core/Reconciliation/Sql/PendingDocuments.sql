-- One row per document of these days that counts for nothing yet: a draft, one that is submitted, or one that waits for something; at most so many.
SELECT document.document_id, document.number, document.reference, COALESCE(contact.name, '') AS contact
FROM milestone.document
LEFT JOIN milestone.contact ON contact.organisation_id = document.organisation_id AND contact.contact_id = document.contact_id
WHERE document.organisation_id = @organisation
  AND document.date BETWEEN @first AND @last
  AND document.kind IN (1, 2, 3, 4, 5, 6, 7, 8, 12)
  AND (document.waits_for IS NOT NULL OR document.status IN ('DRAFT', 'SUBMITTED'))
ORDER BY document.date, document.document_id
LIMIT @most;
