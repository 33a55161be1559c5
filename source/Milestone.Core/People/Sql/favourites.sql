-- One row per project that the person keeps at hand, by its present name.
SELECT favourite.project_id, COALESCE(tracked.name, favourite.project_id::text)
FROM milestone.favourite
LEFT JOIN milestone.tracking_option tracked
  ON tracked.organisation_id = favourite.organisation_id
  AND tracked.option_id = favourite.project_id
  AND tracked.to_batch IS NULL
WHERE favourite.organisation_id = @organisation
  AND favourite.person = @person
ORDER BY lower(COALESCE(tracked.name, '')), favourite.project_id;
