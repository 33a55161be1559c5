-- One row per column and, where asked for, account (else type of account), project and phase: what some batches have posted into whole months. Day by
-- day, because the index finds the postings of a day by batch; OFFSET keeps the planner from reading all of the period instead.
-- Only the months that have postings at all are walked through, however long the period is.
-- The days stand in a table of their own, ready as dates: below row security an index is not asked for what has yet to be cast, as no cast is leakproof.
WITH walked AS MATERIALIZED
(
  SELECT span.no, day::date AS day
  FROM unnest(@monthNos, @monthFroms, @monthEnds) AS span (no, first, last)
  CROSS JOIN
  (
    SELECT min(month) AS first, (max(month) + interval '1 month' - interval '1 day') AS last
    FROM milestone.project_total
    WHERE organisation_id = @organisation
      AND basis = @basis
  ) AS book
  CROSS JOIN LATERAL generate_series(GREATEST(span.first, book.first)::timestamp, LEAST(span.last::timestamp, book.last), interval '1 day') AS day
),
posted AS
(
  SELECT
    walked.no,
    one.account_id,
    CASE WHEN @byProject THEN one.project_id ELSE '00000000-0000-0000-0000-000000000000' END AS project_id,
    CASE WHEN @byPhase THEN one.phase_id ELSE '00000000-0000-0000-0000-000000000000' END AS phase_id,
    sum(one.amount) AS amount
  FROM walked
  CROSS JOIN LATERAL
  (
    SELECT account_id, project_id, phase_id, amount
    FROM milestone.posting
    WHERE organisation_id = @organisation
      AND basis = @basis
      AND date = walked.day
      AND batch BETWEEN @firstBatch AND @lastBatch
      AND (@project IS NULL OR project_id = @project)
      AND (@phase IS NULL OR phase_id = @phase)
    OFFSET 0
  ) AS one
  GROUP BY 1, 2, 3, 4
)
SELECT
  posted.no,
  CASE WHEN @byAccount THEN posted.account_id ELSE '00000000-0000-0000-0000-000000000000' END AS account_id,
  account.type,
  account.class,
  posted.project_id,
  posted.phase_id,
  sum(posted.amount) AS amount
FROM posted
LEFT JOIN milestone.account
  ON account.organisation_id = @organisation
  AND account.account_id = posted.account_id
  AND account.from_batch <= @batch
  AND COALESCE(account.to_batch, @batch + 1) > @batch
GROUP BY 1, 2, 3, 4, 5, 6;
