-- One row: how many postings the ledger had at the batch, and how many it has got since.
SELECT
  COALESCE(sum(postings) FILTER (WHERE batch <= @batch), 0)::bigint,
  COALESCE(sum(postings) FILTER (WHERE batch > @batch), 0)::bigint
FROM milestone.batch
WHERE organisation_id = @organisation;
