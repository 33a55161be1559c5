-- One pack that no longer stands, and why.
UPDATE milestone.pack
SET version = version + 1, withdrawn_at = @now, withdrawn_by = @by, withdrawn_why = @why
WHERE organisation_id = @organisation
  AND pack_id = @pack
  AND version = @version;
