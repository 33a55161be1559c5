-- One row per column and account: the effect on profit of its whole months, income positive and cost negative, for the whole organisation.
SELECT
  span.no,
  total.account_id,
  NULL::text AS type,
  NULL::text AS class,
  '00000000-0000-0000-0000-000000000000'::uuid AS project_id,
  '00000000-0000-0000-0000-000000000000'::uuid AS phase_id,
  sum(total.amount) AS amount
FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
JOIN milestone.account_total total
  ON total.organisation_id = @organisation
  AND total.basis = @basis
  AND total.month BETWEEN span.first AND span.last
GROUP BY span.no, total.account_id;
