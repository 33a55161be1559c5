-- One row per project and month of the postings' own dates: the effect on profit of what later batches posted under the filters.
SELECT net.project_id, project.name, net.month, net.amount
FROM
(
  SELECT project_id, date_trunc('month', date)::date AS month, sum(amount) AS amount
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND batch > @since
    AND batch <= @until
    AND basis = @basis
    AND date BETWEEN @from AND @to
    AND (@project IS NULL OR project_id = @project)
    AND (@phase IS NULL OR phase_id = @phase)
  GROUP BY 1, 2
  HAVING sum(amount) <> 0
) AS net
LEFT JOIN milestone.tracking_option project ON project.organisation_id = @organisation AND project.option_id = net.project_id AND project.to_batch IS NULL
ORDER BY lower(project.name), net.project_id, net.month;
