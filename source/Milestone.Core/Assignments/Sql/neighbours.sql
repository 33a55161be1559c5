-- One row per document asked for, whether the lines are its own or its contact's of the year before, and their project and phase: how many lines
-- count there. Only lines with a project say where others may belong, so none of them is the line that is asked about unless it lacks a phase only.
WITH asked AS
(
  SELECT document_id, contact_id, date
  FROM milestone.document
  WHERE organisation_id = @organisation
    AND document_id = ANY (@documents)
),
near AS
(
  SELECT asked.document_id AS asked_id, asked.document_id, true AS is_own
  FROM asked
  UNION ALL
  SELECT asked.document_id, other.document_id, false
  FROM asked
  JOIN milestone.document other
    ON other.organisation_id = @organisation
    AND other.contact_id = asked.contact_id
    AND other.date BETWEEN asked.date - 365 AND asked.date
    AND other.document_id <> asked.document_id
),
place AS
(
  SELECT posting.document_id, posting.line_id, posting.project_id, posting.phase_id
  FROM (SELECT DISTINCT document_id FROM near) AS wanted
  JOIN milestone.posting ON posting.organisation_id = @organisation AND posting.document_id = wanted.document_id AND posting.basis = 0
  WHERE posting.project_id <> '00000000-0000-0000-0000-000000000000'
  GROUP BY posting.document_id, posting.line_id, posting.project_id, posting.phase_id
  HAVING sum(posting.amount) <> 0
)
SELECT near.asked_id, near.is_own, place.project_id, place.phase_id, count(*) AS lines
FROM near
JOIN place ON place.document_id = near.document_id
GROUP BY near.asked_id, near.is_own, place.project_id, place.phase_id;
