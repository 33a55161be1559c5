-- Which documents post from now on.
UPDATE milestone.organisation
SET ledger_source = @source
WHERE organisation_id = @organisation;
