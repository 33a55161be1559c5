-- One row per column and account: what batches after the report's own import have posted into the column's days.
SELECT span.no, posting.account_id, sum(posting.amount) AS amount
FROM unnest(@nos, @froms, @tos) AS span (no, first, last)
JOIN milestone.posting
  ON posting.organisation_id = @organisation
  AND posting.batch > @since
  AND posting.basis = @basis
  AND posting.date BETWEEN span.first AND span.last
GROUP BY span.no, posting.account_id
HAVING sum(posting.amount) <> 0;
