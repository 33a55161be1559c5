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
-- Documents are fetched one by one, by key: they are few among the firm's. The planner, who cannot see how few through row security, would read all.
asked AS MATERIALIZED
(
  SELECT document.*
  FROM candidate
  CROSS JOIN LATERAL
  (
    SELECT document_id, prepayment_id, kind, number, reference, contact_id, date, due_date
    FROM milestone.document
    WHERE organisation_id = @organisation
      AND document_id = candidate.document_id
    OFFSET 0
  ) AS document
  WHERE document.kind = ANY (@kinds)
    AND document.date <= @to
),
wanted AS
(
  SELECT document_id, number, reference, contact_id, date, due_date
  FROM asked
  UNION
  SELECT prepayment.*
  FROM asked
  CROSS JOIN LATERAL
  (
    SELECT document_id, number, reference, contact_id, date, due_date
    FROM milestone.document
    WHERE organisation_id = @organisation
      AND document_id = asked.prepayment_id
    OFFSET 0
  ) AS prepayment
  WHERE asked.prepayment_id IS NOT NULL
)
SELECT
  wanted.document_id,
  wanted.number,
  wanted.reference,
  wanted.contact_id,
  COALESCE(contact.name, '') AS contact,
  wanted.due_date
FROM wanted
LEFT JOIN milestone.contact ON contact.organisation_id = @organisation AND contact.contact_id = wanted.contact_id
ORDER BY wanted.date, wanted.document_id
LIMIT @limit + 1;
