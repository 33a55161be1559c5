-- One row: the number of the last batch of the organisation, 0 before the first.
SELECT last_batch
FROM milestone.organisation
WHERE organisation_id = @organisation;
