-- One row per document that may have a line of the project, and per record of money on account that such a document took: what readers call it.
-- Lines on profit and loss accounts have posted; others are found by their tracking. Which lines really are the project's is decided by the chart.
WITH unposted AS
(
  SELECT line.document_id, line.tracking
  FROM milestone.account
  JOIN milestone.line ON line.organisation_id = account.organisation_id AND line.account_id = account.account_id
  WHERE account.organisation_id = @organisation
    AND account.to_batch IS NULL
    AND account.class NOT IN ('REVENUE', 'EXPENSE')
    AND line.tracking IS NOT NULL
  UNION ALL
  SELECT line.document_id, line.tracking
  FROM milestone.line
  JOIN milestone.account
    ON account.organisation_id = line.organisation_id
    AND account.code = line.account_code
    AND account.to_batch IS NULL
    AND account.class NOT IN ('REVENUE', 'EXPENSE')
  WHERE line.organisation_id = @organisation
    AND line.account_id IS NULL
    AND line.tracking IS NOT NULL
  UNION ALL
  SELECT line.document_id, line.tracking
  FROM milestone.document
  JOIN milestone.line ON line.organisation_id = document.organisation_id AND line.document_id = document.document_id
  WHERE document.organisation_id = @organisation
    AND document.kind = ANY (@unposted)
    AND line.tracking IS NOT NULL
),
candidate AS
(
  SELECT document_id
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND project_id = @project
  UNION
  SELECT unposted.document_id
  FROM unposted
  CROSS JOIN LATERAL jsonb_array_elements(unposted.tracking) AS tracked (item)
  WHERE tracked.item ->> 'option' = @option
    OR (tracked.item ->> 'option' IS NULL AND upper(btrim(tracked.item ->> 'optionName')) = upper(btrim(@name)))
  UNION
  SELECT document_id
  FROM milestone.assignment
  WHERE organisation_id = @organisation
    AND project_id = @project
),
wanted AS
(
  SELECT document.document_id
  FROM candidate
  JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = candidate.document_id
  WHERE document.kind = ANY (@kinds)
    AND document.date <= @to
  UNION
  SELECT document.prepayment_id
  FROM candidate
  JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = candidate.document_id
  WHERE document.kind = ANY (@kinds)
    AND document.date <= @to
    AND document.prepayment_id IS NOT NULL
)
SELECT
  document.document_id,
  document.number,
  document.reference,
  document.contact_id,
  COALESCE(contact.name, '') AS contact,
  document.due_date
FROM wanted
JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = wanted.document_id
LEFT JOIN milestone.contact ON contact.organisation_id = @organisation AND contact.contact_id = document.contact_id
ORDER BY document.date, document.document_id
LIMIT @limit + 1;
