-- One row per column and account: what prepayments have added and taken back there, those counted when paid and their allocations.
SELECT
  span.no,
  posting.account_id,
  COALESCE(sum(posting.amount) FILTER (WHERE posting.date = document.date), 0) AS counted,
  COALESCE(sum(posting.amount) FILTER (WHERE posting.date <> document.date), 0) AS taken_back
FROM unnest(@nos, @froms, @tos) AS span (no, first, last)
JOIN milestone.document ON document.organisation_id = @organisation AND document.kind IN (7, 8)
JOIN milestone.posting
  ON posting.organisation_id = @organisation
  AND posting.document_id = document.document_id
  AND posting.basis = @basis
  AND posting.date BETWEEN span.first AND span.last
GROUP BY span.no, posting.account_id;
