-- One row per document line and day of a page: of lines that lack a project, or lack a phase and have a project, the effect on accrual profit, the latest
-- first; one more than a page. With each, what all of them come to and how many there are, whatever page is asked for: of an empty page that alone.
WITH lacking AS MATERIALIZED
(
  SELECT posting.date, posting.document_id, posting.line_id, sum(posting.amount) AS amount
  FROM milestone.posting
  JOIN milestone.document ON document.organisation_id = posting.organisation_id AND document.document_id = posting.document_id
  LEFT JOIN milestone.contact ON contact.organisation_id = document.organisation_id AND contact.contact_id = document.contact_id
  LEFT JOIN milestone.line ON line.organisation_id = posting.organisation_id AND line.document_id = posting.document_id AND line.line_id = posting.line_id
  WHERE posting.organisation_id = @organisation
    AND posting.basis = 0
    AND (posting.project_id = '00000000-0000-0000-0000-000000000000' OR posting.phase_id = '00000000-0000-0000-0000-000000000000')
    AND (posting.project_id = '00000000-0000-0000-0000-000000000000') = @lacksProject
    AND (@project IS NULL OR posting.project_id = @project)
    AND (@from IS NULL OR posting.date >= @from)
    AND (@to IS NULL OR posting.date <= @to)
    AND (@accounts IS NULL OR posting.account_id = ANY (@accounts))
    AND (@contact IS NULL OR document.contact_id = @contact)
    AND (@text IS NULL OR position(lower(@text) IN lower(concat_ws(' ', document.number, document.reference, contact.name, line.description))) > 0)
  GROUP BY posting.date, posting.document_id, posting.line_id
  HAVING sum(posting.amount) <> 0
),
page AS
(
  SELECT date, document_id, line_id, amount
  FROM lacking
  WHERE @afterDate IS NULL OR (date, document_id, line_id) < (@afterDate, @afterDocument, @afterLine)
  ORDER BY date DESC, document_id DESC, line_id DESC
  LIMIT @limit + 1
)
SELECT whole.amount, whole.lines, page.date, page.document_id, page.line_id, page.amount
FROM (SELECT COALESCE(sum(amount), 0) AS amount, count(*) AS lines FROM lacking) AS whole
LEFT JOIN page ON true
ORDER BY page.date DESC, page.document_id DESC, page.line_id DESC;
