-- One row per document whose header is new or newer.
INSERT INTO milestone.contact AS known (organisation_id, contact_id, name, status, updated_utc)
SELECT DISTINCT ON (contact_id) @organisation, contact_id, name, status, updated_utc
FROM incoming_contact
ORDER BY contact_id, updated_utc DESC
ON CONFLICT (organisation_id, contact_id) DO UPDATE
SET name = excluded.name, status = excluded.status, updated_utc = excluded.updated_utc
WHERE excluded.updated_utc > known.updated_utc
  AND excluded.name <> ''
  AND excluded.name <> known.name;

INSERT INTO milestone.document
(
  organisation_id, document_id, kind, status, date, due_date, number, reference, contact_id, currency, currency_rate, tax_inclusive,
  total, cis_deduction, fully_paid_on, counts_on_cash, prepayment_id, header_updated_utc, hash
)
SELECT
  @organisation, document_id, kind, status, date, due_date, number, reference, contact_id, currency, currency_rate, tax_inclusive,
  total, cis_deduction, fully_paid_on, counts_on_cash, prepayment_id, updated_utc, hash
FROM incoming_document
ORDER BY document_id
ON CONFLICT (organisation_id, document_id) DO UPDATE SET
  kind = excluded.kind,
  status = excluded.status,
  date = excluded.date,
  due_date = excluded.due_date,
  number = excluded.number,
  reference = excluded.reference,
  contact_id = excluded.contact_id,
  currency = excluded.currency,
  currency_rate = excluded.currency_rate,
  tax_inclusive = excluded.tax_inclusive,
  total = excluded.total,
  cis_deduction = excluded.cis_deduction,
  fully_paid_on = excluded.fully_paid_on,
  counts_on_cash = excluded.counts_on_cash,
  prepayment_id = excluded.prepayment_id,
  header_updated_utc = excluded.header_updated_utc,
  hash = excluded.hash;

INSERT INTO milestone.document_raw (organisation_id, document_id, raw)
SELECT @organisation, document_id, raw
FROM incoming_document
ORDER BY document_id
ON CONFLICT (organisation_id, document_id) DO UPDATE SET raw = excluded.raw;

-- Lines come and go as a whole.
UPDATE milestone.document
SET lines_updated_utc = renewed.updated_utc
FROM unnest(@lined::uuid[], @linedUtc::timestamptz[]) AS renewed (document_id, updated_utc)
WHERE document.organisation_id = @organisation
  AND document.document_id = renewed.document_id;

DELETE FROM milestone.line
WHERE organisation_id = @organisation
  AND document_id = ANY (@relined);

INSERT INTO milestone.line (organisation_id, document_id, line_id, position, description, account_id, account_code, amount, tax, tracking)
SELECT @organisation, document_id, line_id, position, description, account_id, account_code, amount, tax, tracking
FROM incoming_line;
