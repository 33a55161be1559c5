-- One row: the profit of one build phase in the period's whole months, summed over projects, Unassigned included.
SELECT COALESCE(sum(total.amount), 0)
FROM unnest(@wholeMonthFroms, @wholeMonthTos) AS span (first, last)
JOIN milestone.monthly_total total
  ON total.organisation_id = @organisation
  AND total.basis = @basis
  AND total.month BETWEEN span.first AND span.last
WHERE total.phase_id = @phase
  AND (@project IS NULL OR total.project_id = @project);
