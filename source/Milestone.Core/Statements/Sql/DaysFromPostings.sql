-- One row per column, account and, where columns are projects or phases, project or phase: the effect on profit of days that are no whole month,
-- and of everything as known at an earlier batch. @by says what the columns are: 0 time, 1 projects, 2 phases.
SELECT
  span.no,
  posting.account_id,
  CASE @by WHEN 1 THEN posting.project_id WHEN 2 THEN posting.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS dimension,
  sum(posting.amount) AS amount
FROM unnest(@dayNos, @dayFroms, @dayTos) AS span (no, first, last)
JOIN milestone.posting
  ON posting.organisation_id = @organisation
  AND posting.basis = @basis
  AND posting.date BETWEEN span.first AND span.last
WHERE (@batch IS NULL OR posting.batch <= @batch)
  AND (@project IS NULL OR posting.project_id = @project)
  AND (@phase IS NULL OR posting.phase_id = @phase)
GROUP BY 1, 2, 3;
