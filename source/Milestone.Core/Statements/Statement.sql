-- The organisation as it is, and the batch that the statement is drawn at.
SELECT
  organisation.name,
  organisation.base_currency,
  organisation.year_end_month,
  organisation.year_end_day,
  organisation.time_zone,
  organisation.ledger_source,
  organisation.last_batch,
  organisation.data_version,
  organisation.last_sync,
  organisation.short_code,
  (SELECT batch.recorded_at FROM milestone.batch WHERE batch.organisation_id = @organisation AND batch.batch = @batch) AS known_at
FROM milestone.organisation
WHERE organisation.organisation_id = @organisation;

-- One row per account as the chart of that batch had it.
SELECT account_id, code, name, type, class
FROM milestone.account
WHERE organisation_id = @organisation
  AND class IN ('REVENUE', 'EXPENSE')
  AND CASE WHEN @batch IS NULL THEN to_batch IS NULL ELSE from_batch <= @batch AND COALESCE(to_batch, @batch + 1) > @batch END;

-- One row per project and build phase as the chart of that batch had them.
SELECT tracked.option_id, tracked.name, category.role
FROM milestone.tracking_option tracked
JOIN milestone.tracking_category category
  ON category.organisation_id = tracked.organisation_id
  AND category.category_id = tracked.category_id
  AND category.role IS NOT NULL
  AND CASE WHEN @batch IS NULL THEN category.to_batch IS NULL ELSE category.from_batch <= @batch AND COALESCE(category.to_batch, @batch + 1) > @batch END
WHERE @named
  AND tracked.organisation_id = @organisation
  AND CASE WHEN @batch IS NULL THEN tracked.to_batch IS NULL ELSE tracked.from_batch <= @batch AND COALESCE(tracked.to_batch, @batch + 1) > @batch END;

-- One row per column, account and, where columns are projects or phases, project or phase: the effect on profit, income positive and cost negative.
-- Whole months come from the totals, the days at ragged ends and everything as known at an earlier batch from the postings.
-- @by says what is asked of the dimensions: 0 nothing, 1 columns are projects, 2 columns are phases; a filter on either reads the finer totals too.
SELECT no, account_id, dimension, sum(amount) AS amount
FROM
(
  SELECT span.no, total.account_id, '00000000-0000-0000-0000-000000000000'::uuid AS dimension, total.amount
  FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
  JOIN milestone.account_total total
    ON total.organisation_id = @organisation
    AND total.basis = @basis
    AND total.month BETWEEN span.first AND span.last
  WHERE @by = 0 AND @project IS NULL AND @phase IS NULL

  UNION ALL

  SELECT span.no, total.account_id, CASE @by WHEN 1 THEN total.project_id WHEN 2 THEN total.phase_id ELSE '00000000-0000-0000-0000-000000000000' END, total.amount
  FROM unnest(@monthNos, @monthFroms, @monthTos) AS span (no, first, last)
  JOIN milestone.monthly_total total
    ON total.organisation_id = @organisation
    AND total.basis = @basis
    AND total.month BETWEEN span.first AND span.last
    AND (@project IS NULL OR total.project_id = @project)
    AND (@phase IS NULL OR total.phase_id = @phase)
  WHERE NOT (@by = 0 AND @project IS NULL AND @phase IS NULL)

  UNION ALL

  SELECT span.no, posting.account_id, CASE @by WHEN 1 THEN posting.project_id WHEN 2 THEN posting.phase_id ELSE '00000000-0000-0000-0000-000000000000' END, posting.amount
  FROM unnest(@dayNos, @dayFroms, @dayTos) AS span (no, first, last)
  JOIN milestone.posting
    ON posting.organisation_id = @organisation
    AND posting.basis = @basis
    AND posting.date BETWEEN span.first AND span.last
    AND (@batch IS NULL OR posting.batch <= @batch)
    AND (@project IS NULL OR posting.project_id = @project)
    AND (@phase IS NULL OR posting.phase_id = @phase)
) AS effect
GROUP BY no, account_id, dimension
HAVING sum(amount) <> 0;

-- One row: the profit of the period by another way, for the tie-out. Without a filter it is the sum over projects, Unassigned included, of totals
-- kept by project; with one, the totals by project and phase. As known at an earlier batch there are only the postings, and they are summed once more.
SELECT
  (SELECT COALESCE(sum(total.amount), 0)
   FROM unnest(@tieMonthFroms, @tieMonthTos) AS span (first, last)
   JOIN milestone.project_total total
     ON total.organisation_id = @organisation
     AND total.basis = @basis
     AND total.month BETWEEN span.first AND span.last
     AND (@project IS NULL OR total.project_id = @project)
   WHERE @phase IS NULL)
  +
  (SELECT COALESCE(sum(total.amount), 0)
   FROM unnest(@tieMonthFroms, @tieMonthTos) AS span (first, last)
   JOIN milestone.monthly_total total
     ON total.organisation_id = @organisation
     AND total.basis = @basis
     AND total.month BETWEEN span.first AND span.last
     AND (@project IS NULL OR total.project_id = @project)
     AND total.phase_id = @phase
   WHERE @phase IS NOT NULL)
  +
  (SELECT COALESCE(sum(posting.amount), 0)
   FROM unnest(@tieDayFroms, @tieDayTos) AS span (first, last)
   JOIN milestone.posting
     ON posting.organisation_id = @organisation
     AND posting.basis = @basis
     AND posting.date BETWEEN span.first AND span.last
     AND (@batch IS NULL OR posting.batch <= @batch)
     AND (@project IS NULL OR posting.project_id = @project)
     AND (@phase IS NULL OR posting.phase_id = @phase)) AS profit;

-- One row per figure of a Xero report over exactly this period and basis, by account: what our total is compared with.
SELECT amount.account_id, amount.label, amount.section, amount.amount
FROM milestone.xero_report report
JOIN milestone.xero_report_amount amount
  ON amount.organisation_id = report.organisation_id
  AND amount.report_id = report.report_id
  AND amount.column_number = 1
WHERE report.organisation_id = @organisation
  AND report.from_date = @from
  AND report.to_date = @to
  AND report.basis = @basis
  AND amount.label ILIKE 'net profit'
  AND @project IS NULL
  AND @phase IS NULL
  AND @batch IS NULL
ORDER BY report.imported_at DESC
LIMIT 1;
