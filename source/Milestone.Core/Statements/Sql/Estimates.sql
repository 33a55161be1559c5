-- One row per kind of estimate (1 revenue, 2 cost, 3 materials) and, where asked for, project and phase: the sum of the current ones, ex VAT. What is not
-- asked for is all zeros, and so is the phase of an estimate of a project as a whole.
SELECT
  kind,
  CASE WHEN @byProject THEN project_id ELSE '00000000-0000-0000-0000-000000000000' END AS project_id,
  CASE WHEN @byPhase THEN phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS phase_id,
  sum(amount) AS amount
FROM milestone.estimate
WHERE organisation_id = @organisation
  AND closed_at IS NULL
  AND (@project IS NULL OR project_id = @project)
  AND (@phase IS NULL OR phase_id = @phase)
GROUP BY 1, 2, 3;
