-- One row at most: what the person has chosen.
SELECT version, theme, whole_pounds, period, cash
FROM milestone.preference
WHERE organisation_id = @organisation
  AND person = @person;
