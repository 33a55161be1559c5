-- One row: the profit of the period's whole months, summed over projects, Unassigned included, from totals kept by project.
SELECT COALESCE(sum(total.amount), 0)
FROM unnest(@wholeMonthFroms, @wholeMonthTos) AS span (first, last)
JOIN milestone.project_total total
  ON total.organisation_id = @organisation
  AND total.basis = @basis
  AND total.month BETWEEN span.first AND span.last
WHERE @project IS NULL OR total.project_id = @project;
