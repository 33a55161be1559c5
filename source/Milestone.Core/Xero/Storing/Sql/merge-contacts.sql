-- One row per contact that is new or newer; one that only documents named so far counts as older.
INSERT INTO milestone.contact AS known (organisation_id, contact_id, name, status, updated_utc)
SELECT @organisation, contact_id, name, status, updated_utc
FROM incoming_contact
ORDER BY contact_id
ON CONFLICT (organisation_id, contact_id) DO UPDATE
SET name = excluded.name, status = excluded.status, updated_utc = GREATEST(known.updated_utc, excluded.updated_utc)
WHERE (excluded.updated_utc >= known.updated_utc OR known.status = 'SEEN')
  AND (excluded.name, excluded.status) IS DISTINCT FROM (known.name, known.status)
RETURNING xmax = 0 AS is_new;
