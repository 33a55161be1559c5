-- A view that the person no longer keeps.
DELETE FROM milestone.saved_view
WHERE organisation_id = @organisation
  AND person = @person
  AND view_id = @view;
