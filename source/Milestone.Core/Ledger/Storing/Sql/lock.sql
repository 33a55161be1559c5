-- One writer at a time per organisation; then the state it builds on.
SELECT pg_advisory_xact_lock(@key);

SELECT last_batch, ledger_source
FROM milestone.organisation
WHERE organisation_id = @organisation;
