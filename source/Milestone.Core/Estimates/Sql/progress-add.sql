-- One version of a phase's progress, which is the current one.
INSERT INTO milestone.phase_progress
  (organisation_id, project_id, phase_id, version, percent, date, notes, entered_by, entered_at)
VALUES
  (@organisation, @project, @phase, @version, @percent, @date, @notes, @actor, @now);
