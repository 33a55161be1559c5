-- One row per project and build phase as the chart of that batch had them.
SELECT tracked.option_id, tracked.name, category.role
FROM milestone.tracking_option tracked
JOIN milestone.tracking_category category
  ON category.organisation_id = tracked.organisation_id
  AND category.category_id = tracked.category_id
  AND category.role IS NOT NULL
  AND CASE WHEN @batch IS NULL THEN category.to_batch IS NULL ELSE category.from_batch <= @batch AND COALESCE(category.to_batch, @batch + 1) > @batch END
WHERE tracked.organisation_id = @organisation
  AND CASE WHEN @batch IS NULL THEN tracked.to_batch IS NULL ELSE tracked.from_batch <= @batch AND COALESCE(tracked.to_batch, @batch + 1) > @batch END;
