-- One row: the document whose line an assignment is on.
SELECT document_id
FROM milestone.assignment
WHERE organisation_id = @organisation
  AND assignment_id = @assignment;
