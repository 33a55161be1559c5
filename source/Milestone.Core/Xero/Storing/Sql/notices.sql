-- What documents wait for, each thing once, the most frequent first.
SELECT waits_for, count(*) AS documents
FROM milestone.document
WHERE organisation_id = @organisation
  AND waits_for IS NOT NULL
GROUP BY waits_for
ORDER BY documents DESC, waits_for
LIMIT 10;

-- One row per role that a tracking category has.
SELECT role, name
FROM milestone.tracking_category
WHERE organisation_id = @organisation
  AND to_batch IS NULL
  AND role IS NOT NULL;

-- Which documents post.
SELECT ledger_source
FROM milestone.organisation
WHERE organisation_id = @organisation;
