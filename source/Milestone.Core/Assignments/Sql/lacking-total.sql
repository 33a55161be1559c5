-- One row: what all lines that lack a project, or lack a phase and have a project, come to, and how many there are, whatever page is asked for.
WITH lacking AS
(
  SELECT sum(posting.amount) AS amount
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
)
SELECT COALESCE(sum(amount), 0), count(*)
FROM lacking;
