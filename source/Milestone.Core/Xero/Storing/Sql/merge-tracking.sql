-- The newest payload that told of each category; the versions of categories and options that end with this batch, and those that begin with it.
UPDATE milestone.tracking_category
SET updated_utc = told.updated_utc
FROM unnest(@told::uuid[], @toldUtc::timestamptz[]) AS told (category_id, updated_utc)
WHERE tracking_category.organisation_id = @organisation
  AND tracking_category.category_id = told.category_id
  AND tracking_category.to_batch IS NULL
  AND tracking_category.updated_utc < told.updated_utc;

UPDATE milestone.tracking_category
SET to_batch = @batch
WHERE organisation_id = @organisation
  AND category_id = ANY (@categories)
  AND to_batch IS NULL
  AND from_batch < @batch;

INSERT INTO milestone.tracking_category (organisation_id, category_id, from_batch, name, status, role, role_chosen, updated_utc)
SELECT @organisation, category_id, @batch, name, status, role, role_chosen, updated_utc
FROM unnest(@categories::uuid[], @categoryNames::text[], @categoryStatuses::text[], @roles::smallint[], @chosen::boolean[], @updatedUtc::timestamptz[])
  AS now (category_id, name, status, role, role_chosen, updated_utc)
ON CONFLICT (organisation_id, category_id, from_batch) DO UPDATE SET
  name = excluded.name,
  status = excluded.status,
  role = excluded.role,
  role_chosen = excluded.role_chosen,
  updated_utc = excluded.updated_utc;

UPDATE milestone.tracking_option
SET to_batch = @batch
WHERE organisation_id = @organisation
  AND option_id = ANY (@options)
  AND to_batch IS NULL
  AND from_batch < @batch;

INSERT INTO milestone.tracking_option (organisation_id, option_id, from_batch, category_id, name, status)
SELECT @organisation, option_id, @batch, category_id, name, status
FROM unnest(@options::uuid[], @optionCategories::uuid[], @optionNames::text[], @optionStatuses::text[])
  AS now (option_id, category_id, name, status)
ON CONFLICT (organisation_id, option_id, from_batch) DO UPDATE SET
  category_id = excluded.category_id,
  name = excluded.name,
  status = excluded.status;
