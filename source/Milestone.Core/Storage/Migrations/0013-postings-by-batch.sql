-- What later batches posted into a day is found by index: the batch is part of the key and no longer beside it, at the same size. A statement as
-- known at an earlier batch then reads what came after it, and nothing else.
DROP INDEX milestone.posting_day;
CREATE INDEX posting_day ON milestone.posting (organisation_id, basis, date, batch) INCLUDE (account_id, project_id, phase_id, amount);
