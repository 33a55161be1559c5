-- One row per view that the person has saved, in the person's order.
SELECT view_id, version, name, page, query
FROM milestone.saved_view
WHERE organisation_id = @organisation
  AND person = @person
ORDER BY position, lower(name), view_id;
