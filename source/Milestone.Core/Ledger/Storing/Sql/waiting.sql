-- One row per document whose waiting has begun, changed or ended.
UPDATE milestone.document
SET waits_for = changed.waits_for
FROM unnest(@documents::uuid[], @waits::text[]) AS changed (document_id, waits_for)
WHERE document.organisation_id = @organisation
  AND document.document_id = changed.document_id;
