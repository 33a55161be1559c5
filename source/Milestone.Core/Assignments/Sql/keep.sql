-- One row per assignment whose archived project or phase is meant.
UPDATE milestone.assignment
SET archived_accepted = true, version = version + 1
FROM unnest(@assignments::uuid[], @versions::bigint[]) AS seen (id, seen_version)
WHERE assignment.organisation_id = @organisation
  AND assignment.assignment_id = seen.id
  AND assignment.version = seen.seen_version;
