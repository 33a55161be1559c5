-- One row per project that nobody has said is completed.
SELECT tracked.option_id, tracked.name
FROM milestone.tracking_option tracked
JOIN milestone.tracking_category category
  ON category.organisation_id = tracked.organisation_id
  AND category.category_id = tracked.category_id
  AND category.to_batch IS NULL
  AND category.role = 1
LEFT JOIN milestone.project_setting setting ON setting.organisation_id = tracked.organisation_id AND setting.project_id = tracked.option_id
WHERE tracked.organisation_id = @organisation
  AND tracked.to_batch IS NULL
  AND COALESCE(setting.status <> 3, true);
