-- The organisation's data version, one higher: what was read before is out of date.
UPDATE milestone.organisation
SET data_version = data_version + 1
WHERE organisation_id = @organisation;
