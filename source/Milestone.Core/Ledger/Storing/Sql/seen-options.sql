-- One row per tracking option that only documents name so far.
INSERT INTO milestone.tracking_option (organisation_id, option_id, from_batch, category_id, name, status)
SELECT @organisation, seen.option_id, @batch, seen.category_id, seen.name, 'SEEN'
FROM unnest(@options::uuid[], @categories::uuid[], @names::text[]) AS seen (option_id, category_id, name)
ON CONFLICT DO NOTHING;
