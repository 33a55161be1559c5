-- One row per adjustment of a project, of all, or one alone: by project and date.
SELECT
  adjustment_id,
  version,
  kind,
  project_id,
  phase_id,
  date,
  amount,
  tax,
  supplier,
  reference,
  description,
  entered_by,
  entered_at
FROM milestone.adjustment
WHERE organisation_id = @organisation
  AND (@project IS NULL OR project_id = @project)
  AND (@adjustment IS NULL OR adjustment_id = @adjustment)
ORDER BY project_id, date, entered_at, adjustment_id;
