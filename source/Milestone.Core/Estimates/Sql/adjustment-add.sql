-- One new adjustment.
INSERT INTO milestone.adjustment
  (organisation_id, adjustment_id, version, kind, project_id, phase_id, date, amount, tax, supplier, reference, description, entered_by, entered_at)
VALUES
  (@organisation, @adjustment, @version, @kind, @project, @phase, @date, @amount, @tax, @supplier, @reference, @description, @actor, @now);
