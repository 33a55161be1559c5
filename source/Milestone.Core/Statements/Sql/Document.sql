-- The document as readers see it.
SELECT
  document.kind,
  document.status,
  document.number,
  document.reference,
  COALESCE(contact.name, '') AS contact,
  document.date,
  document.due_date,
  document.currency,
  document.currency_rate,
  document.tax_inclusive,
  document.total,
  document.waits_for,
  organisation.base_currency,
  organisation.short_code,
  organisation.ledger_source
FROM milestone.document
JOIN milestone.organisation ON organisation.organisation_id = document.organisation_id
LEFT JOIN milestone.contact ON contact.organisation_id = document.organisation_id AND contact.contact_id = document.contact_id
WHERE document.organisation_id = @organisation
  AND document.document_id = @document;

-- One row per line: what it posts now on accrual basis, net of all batches.
SELECT line_id, sum(amount) AS amount
FROM milestone.posting
WHERE organisation_id = @organisation
  AND document_id = @document
  AND basis = 0
GROUP BY line_id
HAVING sum(amount) <> 0;

-- One row per batch that changed what the document posts on accrual basis, oldest first.
SELECT posting.batch, batch.recorded_at, sum(posting.amount) AS effect
FROM milestone.posting
JOIN milestone.batch ON batch.organisation_id = posting.organisation_id AND batch.batch = posting.batch
WHERE posting.organisation_id = @organisation
  AND posting.document_id = @document
  AND posting.basis = 0
GROUP BY posting.batch, batch.recorded_at
ORDER BY posting.batch;

-- One row per project and build phase, for their names.
SELECT option_id, name
FROM milestone.tracking_option
WHERE organisation_id = @organisation
  AND to_batch IS NULL;
