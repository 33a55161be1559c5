-- The person's version, one higher: pages that were drawn for the person before are out of date. Also a lock: one change of a person's own at a time.
INSERT INTO milestone.personal_version AS kept (organisation_id, person, version)
VALUES (@organisation, @person, 1)
ON CONFLICT (organisation_id, person) DO UPDATE
SET version = kept.version + 1;
