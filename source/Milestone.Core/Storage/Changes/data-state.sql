-- One row: the data version that the rows of this transaction belong to, and when payloads last arrived.
SELECT data_version, last_sync
FROM milestone.organisation
WHERE organisation_id = @organisation;
