-- One row per account as the chart of that batch had it.
SELECT account_id, code, name, type, class
FROM milestone.account
WHERE organisation_id = @organisation
  AND class IN ('REVENUE', 'EXPENSE')
  AND CASE WHEN @batch IS NULL THEN to_batch IS NULL ELSE from_batch <= @batch AND COALESCE(to_batch, @batch + 1) > @batch END;
