-- One row per column, account and kind of source: the effect of journals that are kept and post nothing, where what made them is no document of ours.
WITH journal AS MATERIALIZED
(
  SELECT
    span.no,
    document.document_id,
    COALESCE(kept.raw::jsonb ->> 'SourceType', '') AS source_type,
    CASE WHEN kept.raw::jsonb ->> 'SourceID' ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN (kept.raw::jsonb ->> 'SourceID')::uuid END AS source_id
  FROM unnest(@nos, @froms, @tos) AS span (no, first, last)
  JOIN milestone.document
    ON document.organisation_id = @organisation
    AND document.kind = 13
    AND document.date BETWEEN span.first AND span.last
  LEFT JOIN milestone.document_raw kept
    ON kept.organisation_id = @organisation
    AND kept.document_id = document.document_id
)
SELECT journal.no, line.account_id, journal.source_type, -sum(line.amount) AS amount
FROM journal
JOIN milestone.line ON line.organisation_id = @organisation AND line.document_id = journal.document_id
WHERE line.account_id IS NOT NULL
  AND NOT EXISTS
  (
    SELECT
    FROM milestone.document ours
    WHERE ours.organisation_id = @organisation
      AND ours.document_id = journal.source_id
      AND ours.kind <> 13
  )
GROUP BY 1, 2, 3
HAVING sum(line.amount) <> 0;
