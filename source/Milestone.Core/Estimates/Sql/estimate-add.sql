-- One version of an estimate, which is the current one.
INSERT INTO milestone.estimate
  (organisation_id, estimate_id, version, project_id, phase_id, kind, amount, date, confidence, notes, entered_by, entered_at)
VALUES
  (@organisation, @estimate, @version, @project, @phase, @kind, @amount, @date, @confidence, @notes, @actor, @now);
