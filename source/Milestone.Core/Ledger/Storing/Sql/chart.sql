-- One row per account of the chart as it is now.
SELECT account_id, code, name, type, class
FROM milestone.account
WHERE organisation_id = @organisation
  AND to_batch IS NULL;

-- One row per tracking category that has a role.
SELECT category_id, name, role
FROM milestone.tracking_category
WHERE organisation_id = @organisation
  AND to_batch IS NULL
  AND role IS NOT NULL
ORDER BY role, category_id;

-- One row per option of those categories; of two with one name the one that Xero has told of comes first.
SELECT tracked.option_id, tracked.category_id, tracked.name
FROM milestone.tracking_option tracked
JOIN milestone.tracking_category category
  ON category.organisation_id = tracked.organisation_id
  AND category.category_id = tracked.category_id
  AND category.to_batch IS NULL
  AND category.role IS NOT NULL
WHERE tracked.organisation_id = @organisation
  AND tracked.to_batch IS NULL
ORDER BY tracked.status = 'SEEN', tracked.option_id;
