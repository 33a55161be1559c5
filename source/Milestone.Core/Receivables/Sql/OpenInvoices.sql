-- One row per sales invoice that has been approved and not yet paid, as its newest version stands.
SELECT
  document.document_id,
  document.number,
  document.reference,
  COALESCE(contact.name, '') AS contact,
  document.date,
  COALESCE(document.due_date, document.date) AS due,
  document.currency_rate,
  document.total,
  document.cis_deduction
FROM milestone.document
LEFT JOIN milestone.contact ON contact.organisation_id = document.organisation_id AND contact.contact_id = document.contact_id
WHERE document.organisation_id = @organisation
  AND document.kind = 1
  AND document.status = 'AUTHORISED';
