-- One row per project with a posting up to a day: the latest day of a document that still counts.
SELECT project.id, latest.date
FROM unnest(@projects::uuid[]) AS project (id)
CROSS JOIN LATERAL
(
  SELECT posting.date
  FROM milestone.posting
  WHERE posting.organisation_id = @organisation
    AND posting.project_id = project.id
    AND posting.basis = 0
    AND posting.date <= @to
  GROUP BY posting.date, posting.document_id
  HAVING sum(posting.amount) <> 0
  ORDER BY posting.date DESC, posting.document_id DESC
  LIMIT 1
) AS latest;
