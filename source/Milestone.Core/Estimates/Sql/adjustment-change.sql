-- An adjustment as it is from now on. What it was is in the audit log.
UPDATE milestone.adjustment
SET
  version = @version,
  kind = @kind,
  phase_id = @phase,
  date = @date,
  amount = @amount,
  tax = @tax,
  supplier = @supplier,
  reference = @reference,
  description = @description,
  entered_by = @actor,
  entered_at = @now
WHERE organisation_id = @organisation
  AND project_id = @project
  AND adjustment_id = @adjustment;
