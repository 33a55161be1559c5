-- An adjustment taken back. What it was is in the audit log.
DELETE FROM milestone.adjustment
WHERE organisation_id = @organisation
  AND project_id = @project
  AND adjustment_id = @adjustment;
