-- One new organisation.
INSERT INTO milestone.organisation (organisation_id, name, ledger_source, created_at)
VALUES (@organisation, @name, @source, @now);
