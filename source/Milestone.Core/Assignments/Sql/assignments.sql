-- One row per assignment, the latest first; one more than a page. It belongs to the project it gives, and to the one where its line counts.
SELECT assignment.assignment_id, assignment.document_id
FROM milestone.assignment
JOIN milestone.document ON document.organisation_id = assignment.organisation_id AND document.document_id = assignment.document_id
LEFT JOIN milestone.contact ON contact.organisation_id = document.organisation_id AND contact.contact_id = document.contact_id
WHERE assignment.organisation_id = @organisation
  AND (@afterTime IS NULL OR (assignment.assigned_at, assignment.assignment_id) < (@afterTime, @afterId))
  AND (
    @project IS NULL
    OR assignment.project_id = @project
    OR EXISTS (
      SELECT
      FROM milestone.posting
      WHERE posting.organisation_id = assignment.organisation_id
        AND posting.document_id = assignment.document_id
        AND posting.line_id = assignment.line_id
        AND posting.basis = 0
        AND posting.project_id = @project
      HAVING sum(posting.amount) <> 0))
  AND (
    @text IS NULL
    OR position(lower(@text) IN lower(concat_ws(' ', document.number, document.reference, contact.name, assignment.description))) > 0)
ORDER BY assignment.assigned_at DESC, assignment.assignment_id DESC
LIMIT @limit + 1;
