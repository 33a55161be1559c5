-- One row per option of the tracking category that has the role: a project or a build phase.
SELECT tracked.option_id AS "Id", tracked.name AS "Name", tracked.status AS "Status"
FROM milestone.tracking_option tracked
JOIN milestone.tracking_category category
  ON category.organisation_id = tracked.organisation_id
  AND category.category_id = tracked.category_id
  AND category.to_batch IS NULL
WHERE tracked.organisation_id = @organisation
  AND tracked.to_batch IS NULL
  AND category.role = @role
ORDER BY lower(tracked.name), tracked.option_id;
