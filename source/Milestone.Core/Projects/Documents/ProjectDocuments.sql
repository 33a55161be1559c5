-- One row per document that may have a line of the project, and per record of money on account that such a document took: what readers call it.
-- Lines on profit and loss accounts have posted; others are found by their tracking. Which lines really are the project's is decided by the chart.
WITH elsewhere AS
(
  SELECT account_id, code
  FROM milestone.account
  WHERE organisation_id = @organisation
    AND to_batch IS NULL
    AND class NOT IN ('REVENUE', 'EXPENSE')
),
tracked AS MATERIALIZED
(
  SELECT tracked.document_id, line.account_id, line.account_code
  FROM milestone.tracked_lines(@project, @name) AS tracked
  JOIN milestone.line ON line.organisation_id = @organisation AND line.document_id = tracked.document_id AND line.line_id = tracked.line_id
),
candidate AS
(
  SELECT document_id
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND project_id = @project
  UNION
  SELECT document_id
  FROM tracked
  WHERE account_id IN (SELECT account_id FROM elsewhere)
    OR (account_id IS NULL AND account_code IN (SELECT code FROM elsewhere))
  UNION
  SELECT tracked.document_id
  FROM tracked
  JOIN milestone.document ON document.organisation_id = @organisation AND document.document_id = tracked.document_id
  WHERE document.kind = ANY (@unposted)
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
