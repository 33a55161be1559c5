-- The one rejected record as it came, and whether it has had another turn.
SELECT r.kind, r.raw, EXISTS (SELECT FROM milestone.rejected_resolution d WHERE d.organisation_id = r.organisation_id AND d.rejected_id = r.rejected_id)
FROM milestone.rejected_record r
WHERE r.organisation_id = @organisation AND r.rejected_id = @rejected;
