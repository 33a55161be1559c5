-- One row per version of an estimate: the current ones, or with their history, of a project or all, or of one estimate. The newest of a place and kind first.
SELECT
  estimate_id,
  version,
  project_id,
  phase_id,
  kind,
  amount,
  date,
  confidence,
  notes,
  entered_by,
  entered_at,
  closed_by,
  closed_at
FROM milestone.estimate
WHERE organisation_id = @organisation
  AND (@project IS NULL OR project_id = @project)
  AND (@estimate IS NULL OR estimate_id = @estimate)
  AND (@history OR closed_at IS NULL)
ORDER BY project_id, phase_id, kind, entered_at DESC, version DESC;
