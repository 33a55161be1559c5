-- One row per project, build phase or tracking category that is called otherwise, or is something else, than it was. Role: 1 projects, 2 phases.
SELECT
  CASE category.role WHEN 1 THEN 'Project' ELSE 'Build phase' END AS kind,
  past.name AS name_then,
  present.name,
  NULL::smallint AS role_then,
  NULL::smallint AS role,
  batch.batch,
  batch.recorded_at,
  batch.actor
FROM milestone.tracking_option past
JOIN milestone.tracking_option present
  ON present.organisation_id = past.organisation_id
  AND present.option_id = past.option_id
  AND present.to_batch IS NULL
JOIN milestone.tracking_category category
  ON category.organisation_id = present.organisation_id
  AND category.category_id = present.category_id
  AND category.to_batch IS NULL
  AND category.role IS NOT NULL
JOIN milestone.batch ON batch.organisation_id = present.organisation_id AND batch.batch = present.from_batch
WHERE past.organisation_id = @organisation
  AND past.from_batch <= @since
  AND past.to_batch > @since
  AND past.name <> present.name
UNION ALL
SELECT
  'Tracking category',
  past.name,
  present.name,
  past.role,
  present.role,
  batch.batch,
  batch.recorded_at,
  batch.actor
FROM milestone.tracking_category past
JOIN milestone.tracking_category present
  ON present.organisation_id = past.organisation_id
  AND present.category_id = past.category_id
  AND present.to_batch IS NULL
JOIN milestone.batch ON batch.organisation_id = present.organisation_id AND batch.batch = present.from_batch
WHERE past.organisation_id = @organisation
  AND past.from_batch <= @since
  AND past.to_batch > @since
  AND past.role IS DISTINCT FROM present.role
ORDER BY batch, name;
