-- One of Xero's own reports, where it differs from what is there.
INSERT INTO milestone.xero_report AS known (organisation_id, report_id, title, from_date, to_date, basis, hash, raw, imported_at)
VALUES (@organisation, @report, @title, @from, @to, @basis, @hash, @raw, @now)
ON CONFLICT (organisation_id, report_id) DO UPDATE
SET title = excluded.title, from_date = excluded.from_date, to_date = excluded.to_date, basis = excluded.basis, hash = excluded.hash, raw = excluded.raw, imported_at = excluded.imported_at
WHERE known.hash <> excluded.hash
RETURNING xmax = 0 AS is_new;
