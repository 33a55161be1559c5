-- One row: the profit that batches later than the one asked for have posted into the period.
SELECT COALESCE(sum(amount), 0)
FROM milestone.posting
WHERE organisation_id = @organisation
  AND basis = @basis
  AND batch > @batch
  AND date BETWEEN @from AND @to
  AND (@project IS NULL OR project_id = @project)
  AND (@phase IS NULL OR phase_id = @phase);
