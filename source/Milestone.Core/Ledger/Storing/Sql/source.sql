-- Which documents post.
SELECT ledger_source
FROM milestone.organisation
WHERE organisation_id = @organisation;
