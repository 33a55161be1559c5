-- One row per row of the log that a person wrote or that names the person as a whole value, and that still says so.
SELECT c.seq, l.digest
FROM milestone.audit_content c
JOIN milestone.audit_log l ON l.organisation_id = c.organisation_id AND l.seq = c.seq
WHERE c.organisation_id = @organisation
  AND NOT (l.action IN ('erase', 'restored') AND l.entity = 'audit_log')
  AND (
    c.actor = @person
    OR jsonb_path_exists(c.before, '$.** ? (@ == $person)', jsonb_build_object('person', @person))
    OR jsonb_path_exists(c.after, '$.** ? (@ == $person)', jsonb_build_object('person', @person)))
ORDER BY c.seq;
