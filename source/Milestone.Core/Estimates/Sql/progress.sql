-- One row per version of a phase's progress: the current ones, or with their history, of a project or all. The newest of a phase first.
SELECT
  project_id,
  phase_id,
  version,
  percent,
  date,
  notes,
  entered_by,
  entered_at,
  closed_by,
  closed_at
FROM milestone.phase_progress
WHERE organisation_id = @organisation
  AND (@project IS NULL OR project_id = @project)
  AND (@phase IS NULL OR phase_id = @phase)
  AND (@history OR closed_at IS NULL)
ORDER BY project_id, phase_id, version DESC;
