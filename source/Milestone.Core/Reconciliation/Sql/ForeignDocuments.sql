-- One row per column and account: how many documents in a foreign currency stand behind our figure.
SELECT span.no, posting.account_id, count(DISTINCT posting.document_id) AS documents
FROM unnest(@nos, @froms, @tos) AS span (no, first, last)
JOIN milestone.document ON document.organisation_id = @organisation AND document.currency_rate <> 1
JOIN milestone.posting
  ON posting.organisation_id = @organisation
  AND posting.document_id = document.document_id
  AND posting.basis = @basis
  AND posting.date BETWEEN span.first AND span.last
GROUP BY span.no, posting.account_id;
