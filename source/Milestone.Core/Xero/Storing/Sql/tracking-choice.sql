-- One row per tracking category as it is now, with the batch it became so in and how many options it has.
SELECT c.category_id, c.name, c.status, c.role, c.role_chosen, c.updated_utc, c.from_batch,
  (SELECT count(*) FROM milestone.tracking_option o WHERE o.organisation_id = c.organisation_id AND o.category_id = c.category_id AND o.to_batch IS NULL)
FROM milestone.tracking_category c
WHERE c.organisation_id = @organisation
  AND c.to_batch IS NULL
ORDER BY lower(c.name), c.category_id;
