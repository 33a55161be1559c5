-- One row per record that could not be read, kept whole.
INSERT INTO milestone.rejected_record (organisation_id, sync_run_id, payload, kind, record, reason, raw, rejected_at)
SELECT @organisation, @run, payload, kind, record, reason, raw, @now
FROM unnest(@payloads::text[], @kinds::text[], @records::text[], @reasons::text[], @raws::text[]) AS rejected (payload, kind, record, reason, raw);
