-- One row per tracking category as it is now.
SELECT category_id, name, status, role, role_chosen, updated_utc
FROM milestone.tracking_category
WHERE organisation_id = @organisation
  AND to_batch IS NULL;

-- One row per option as it is now.
SELECT option_id, category_id, name, status
FROM milestone.tracking_option
WHERE organisation_id = @organisation
  AND to_batch IS NULL;
