-- One row per project and build phase as it is now.
SELECT tracked.option_id, tracked.name, tracked.status, category.role
FROM milestone.tracking_option tracked
JOIN milestone.tracking_category category
  ON category.organisation_id = tracked.organisation_id
  AND category.category_id = tracked.category_id
  AND category.to_batch IS NULL
  AND category.role IS NOT NULL
WHERE tracked.organisation_id = @organisation
  AND tracked.to_batch IS NULL;
