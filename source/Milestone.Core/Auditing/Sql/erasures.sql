-- One row per row of the log whose content was erased.
SELECT e.seq, l.digest
FROM milestone.audit_erasure e
JOIN milestone.audit_log l ON l.organisation_id = e.organisation_id AND l.seq = e.seq
WHERE e.organisation_id = @organisation
ORDER BY e.seq;
