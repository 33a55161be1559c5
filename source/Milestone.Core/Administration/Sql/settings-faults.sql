-- The one row of what cannot be saved: whether the name is free, and which of the accounts the chart does not have.
SELECT
  NOT EXISTS (
    SELECT FROM milestone.organisations() AS o
    WHERE o.organisation_id <> @organisation AND (lower(o.name) = lower(@name) OR lower(o.created_as) = lower(@name))),
  ARRAY(
    SELECT wanted
    FROM unnest(@accounts::uuid[]) AS wanted
    WHERE NOT EXISTS (SELECT FROM milestone.account WHERE organisation_id = @organisation AND account_id = wanted AND to_batch IS NULL));
