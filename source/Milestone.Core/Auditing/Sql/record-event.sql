-- Adds one event to the audit log.
SELECT milestone.record_event(@organisation, @at, @actor, @action, @subject, @details);
