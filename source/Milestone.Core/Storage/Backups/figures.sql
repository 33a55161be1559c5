-- One row per organisation, basis and calendar year: what its ledger comes to, so that a restored ledger can be held against it to the penny.
SELECT o.organisation_id, o.name, o.data_version, o.last_batch, p.basis, extract(year FROM p.date)::int AS year, count(p.posting_id) AS postings,
  coalesce(sum(p.amount), 0) AS amount
FROM milestone.organisation o
LEFT JOIN milestone.posting p ON p.organisation_id = o.organisation_id
GROUP BY o.organisation_id, o.name, o.data_version, o.last_batch, p.basis, year
ORDER BY o.organisation_id, p.basis, year;
