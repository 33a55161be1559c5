-- One row per account of profit and loss that is called or classed otherwise than it was, with the batch that made it what it is.
SELECT
  past.code AS code_then,
  past.name AS name_then,
  past.type AS type_then,
  past.class AS class_then,
  present.code,
  present.name,
  present.type,
  present.class,
  batch.batch,
  batch.recorded_at,
  batch.actor
FROM milestone.account past
JOIN milestone.account present
  ON present.organisation_id = past.organisation_id
  AND present.account_id = past.account_id
  AND present.to_batch IS NULL
JOIN milestone.batch ON batch.organisation_id = present.organisation_id AND batch.batch = present.from_batch
WHERE past.organisation_id = @organisation
  AND past.from_batch <= @since
  AND past.to_batch > @since
  AND (past.class IN ('REVENUE', 'EXPENSE') OR present.class IN ('REVENUE', 'EXPENSE'))
  AND (past.name, past.type, past.class) IS DISTINCT FROM (present.name, present.type, present.class)
ORDER BY batch.batch, lower(present.name), present.account_id;
