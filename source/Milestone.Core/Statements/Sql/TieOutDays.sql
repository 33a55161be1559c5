-- One row: the profit of the days of the period that are no whole month, in one sum, as known at a batch where one is named.
SELECT COALESCE(sum(posting.amount), 0)
FROM unnest(@wholeDayFroms, @wholeDayTos) AS span (first, last)
JOIN milestone.posting
  ON posting.organisation_id = @organisation
  AND posting.basis = @basis
  AND posting.date BETWEEN span.first AND span.last
WHERE (@batch IS NULL OR posting.batch <= @batch)
  AND (@project IS NULL OR posting.project_id = @project)
  AND (@phase IS NULL OR posting.phase_id = @phase);
