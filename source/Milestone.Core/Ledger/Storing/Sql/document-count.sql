-- One row: how many documents the organisation has.
SELECT count(*)
FROM milestone.document
WHERE organisation_id = @organisation;
