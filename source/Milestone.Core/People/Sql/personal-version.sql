-- One row at most: how often anything of the person's own has changed.
SELECT version
FROM milestone.personal_version
WHERE organisation_id = @organisation
  AND person = @person;
