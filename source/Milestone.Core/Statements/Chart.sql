-- One row per account of profit and loss, as the chart of a batch had it, or as it is.
SELECT account_id, type, class
FROM milestone.account
WHERE organisation_id = @organisation
  AND class IN ('REVENUE', 'EXPENSE')
  AND CASE WHEN @batch IS NULL THEN to_batch IS NULL ELSE from_batch <= @batch AND COALESCE(to_batch, @batch + 1) > @batch END;
