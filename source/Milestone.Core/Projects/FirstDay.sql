-- One row: the first day that a document of the project counts on; null where none does.
SELECT min(day.date)
FROM
(
  SELECT posting.date
  FROM milestone.posting
  WHERE posting.organisation_id = @organisation
    AND posting.project_id = @project
    AND posting.basis = 0
  GROUP BY posting.date, posting.document_id
  HAVING sum(posting.amount) <> 0
  ORDER BY posting.date, posting.document_id
  LIMIT 1
) AS day;
