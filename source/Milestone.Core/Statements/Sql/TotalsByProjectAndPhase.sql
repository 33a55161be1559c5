-- One row per column, account and, where columns are projects or phases, project or phase: the effect on profit of its whole months.
-- @by says what the columns are: 0 time, 1 projects, 2 phases.
SELECT
  span.no,
  total.account_id,
  CASE @by WHEN 1 THEN total.project_id WHEN 2 THEN total.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS dimension,
  sum(total.amount) AS amount
FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
JOIN milestone.monthly_total total
  ON total.organisation_id = @organisation
  AND total.basis = @basis
  AND total.month BETWEEN span.first AND span.last
WHERE (@project IS NULL OR total.project_id = @project)
  AND (@phase IS NULL OR total.phase_id = @phase)
GROUP BY 1, 2, 3;
