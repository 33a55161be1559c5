-- One row: the first month with a posting, or null before the first.
SELECT min(month)
FROM milestone.project_total
WHERE organisation_id = @organisation
  AND basis = @basis;
