-- One row: the profit that some batches have posted into the whole months of the period, in one sum.
-- The days stand in a table of their own, ready as dates: below row security an index is not asked for what has yet to be cast, as no cast is leakproof.
WITH walked AS MATERIALIZED
(
  SELECT day::date AS day
  FROM unnest(@wholeMonthFroms, @wholeMonthEnds) AS span (first, last)
  CROSS JOIN
  (
    SELECT min(month) AS first, (max(month) + interval '1 month' - interval '1 day') AS last
    FROM milestone.project_total
    WHERE organisation_id = @organisation
      AND basis = @basis
  ) AS book
  CROSS JOIN LATERAL generate_series(GREATEST(span.first, book.first)::timestamp, LEAST(span.last::timestamp, book.last), interval '1 day') AS day
)
SELECT COALESCE(sum(one.amount), 0)
FROM walked
CROSS JOIN LATERAL
(
  SELECT amount
  FROM milestone.posting
  WHERE organisation_id = @organisation
    AND basis = @basis
    AND date = walked.day
    AND batch BETWEEN @firstBatch AND @lastBatch
    AND (@project IS NULL OR project_id = @project)
    AND (@phase IS NULL OR phase_id = @phase)
  OFFSET 0
) AS one;
