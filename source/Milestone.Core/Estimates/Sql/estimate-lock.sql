-- One row, or none: the first version of an estimate, held until the transaction ends. It is never replaced, so whoever holds it holds the estimate.
SELECT version
FROM milestone.estimate
WHERE organisation_id = @organisation
  AND project_id = @project
  AND estimate_id = @estimate
  AND version = 1
FOR UPDATE;
