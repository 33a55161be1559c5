-- One row per row of the log whose content was erased.
SELECT seq
FROM milestone.audit_erasure
WHERE organisation_id = @organisation
ORDER BY seq;
