-- One row, or none: an adjustment of a project, held until the transaction ends.
SELECT version
FROM milestone.adjustment
WHERE organisation_id = @organisation
  AND project_id = @project
  AND adjustment_id = @adjustment
FOR UPDATE;
