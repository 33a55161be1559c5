-- One row per document line and day that lacks a project, or lacks a phase and has a project: its effect on accrual profit, the latest first; one more than a page.
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
  AND (@afterDate IS NULL OR (posting.date, posting.document_id, posting.line_id) < (@afterDate, @afterDocument, @afterLine))
GROUP BY posting.date, posting.document_id, posting.line_id
HAVING sum(posting.amount) <> 0
ORDER BY posting.date DESC, posting.document_id DESC, posting.line_id DESC
LIMIT @limit + 1;
