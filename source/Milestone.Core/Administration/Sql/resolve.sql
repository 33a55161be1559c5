-- Marks a rejected record as read again; a second reader at the same moment changes nothing.
INSERT INTO milestone.rejected_resolution (organisation_id, rejected_id, resolved_at, resolved_by, sync_run_id)
VALUES (@organisation, @rejected, @at, @actor, @run)
ON CONFLICT DO NOTHING;
