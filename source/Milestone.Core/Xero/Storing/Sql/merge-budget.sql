-- One budget, where it differs from what is there, and its amounts.
INSERT INTO milestone.budget AS known (organisation_id, budget_id, name, type, tracking, updated_utc, hash, raw)
VALUES (@organisation, @budget, @name, @type, @tracking, @updatedUtc, @hash, @raw)
ON CONFLICT (organisation_id, budget_id) DO UPDATE
SET name = excluded.name, type = excluded.type, tracking = excluded.tracking, updated_utc = excluded.updated_utc, hash = excluded.hash, raw = excluded.raw
WHERE known.hash <> excluded.hash
  AND excluded.updated_utc >= known.updated_utc
RETURNING xmax = 0 AS is_new;
