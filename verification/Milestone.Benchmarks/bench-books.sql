-- Made-up postings by SQL: @postings of them over 36 months, 40 accounts, 50 projects and 17 phases, each with a part that is unassigned.
-- Run with session_replication_role = replica: the postings name documents that are not there, and no trigger writes them down.
INSERT INTO milestone.organisation (organisation_id, name, year_end_month, year_end_day, last_batch, created_at)
VALUES (@organisation, @name, 3, 31, @batches, '2026-04-01');

INSERT INTO milestone.batch (organisation_id, batch, recorded_at, actor, action, postings)
SELECT @organisation, no, '2023-04-01'::timestamptz + no * interval '1 hour', 'bench', 'Made up', @postings / @batches
FROM generate_series(1, @batches) AS no;

INSERT INTO milestone.account (organisation_id, account_id, from_batch, code, name, type, class, status)
SELECT @organisation, md5(format('account %s', no))::uuid, 1, (200 + no)::text, format('Account %s', no),
  CASE WHEN no <= 5 THEN 'REVENUE' WHEN no <= 18 THEN 'DIRECTCOSTS' WHEN no <= 20 THEN 'OTHERINCOME' ELSE 'OVERHEADS' END,
  CASE WHEN no <= 5 OR no IN (19, 20) THEN 'REVENUE' ELSE 'EXPENSE' END,
  'ACTIVE'
FROM generate_series(1, 40) AS no;

INSERT INTO milestone.tracking_category (organisation_id, category_id, from_batch, name, status, role)
VALUES
  (@organisation, md5('projects')::uuid, 1, 'Project', 'ACTIVE', 1),
  (@organisation, md5('phases')::uuid, 1, 'Build phase', 'ACTIVE', 2);

INSERT INTO milestone.tracking_option (organisation_id, option_id, from_batch, category_id, name, status)
SELECT @organisation, md5(format('project %s', no))::uuid, 1, md5('projects')::uuid, format('Project %s', no), 'ACTIVE'
FROM generate_series(1, 50) AS no
UNION ALL
SELECT @organisation, md5(format('phase %s', no))::uuid, 1, md5('phases')::uuid, format('Phase %s', no), 'ACTIVE'
FROM generate_series(1, 17) AS no;

INSERT INTO milestone.posting (organisation_id, batch, basis, date, account_id, project_id, phase_id, document_id, line_id, amount)
SELECT
  @organisation,
  1 + (no::bigint * @batches - 1) / @postings,
  0,
  '2023-04-01'::date + (no::bigint * 1095 / @postings)::int,
  accounts.ids[1 + (no * 7919::bigint) % 40],
  projects.ids[1 + (no / 40 * 104729::bigint) % 51],
  phases.ids[1 + (no / 13 * 1299709::bigint) % 18],
  md5((no / 5)::text)::uuid,
  md5(no::text)::uuid,
  CASE WHEN (no * 7919::bigint) % 40 IN (0, 1, 2, 3, 4, 18, 19) THEN 1 ELSE -1 END * (100 + (no * 31::bigint) % 99900)::numeric / 100
FROM generate_series(1, @postings) AS no
CROSS JOIN (SELECT array_agg(md5(format('account %s', a))::uuid ORDER BY a) AS ids FROM generate_series(1, 40) AS a) AS accounts
CROSS JOIN (SELECT array_agg(CASE p WHEN 51 THEN '00000000-0000-0000-0000-000000000000'::uuid ELSE md5(format('project %s', p))::uuid END ORDER BY p) AS ids FROM generate_series(1, 51) AS p) AS projects
CROSS JOIN (SELECT array_agg(CASE f WHEN 18 THEN '00000000-0000-0000-0000-000000000000'::uuid ELSE md5(format('phase %s', f))::uuid END ORDER BY f) AS ids FROM generate_series(1, 18) AS f) AS phases;

INSERT INTO milestone.monthly_total (organisation_id, basis, month, account_id, project_id, phase_id, amount)
SELECT organisation_id, basis, date_trunc('month', date)::date, account_id, project_id, phase_id, sum(amount)
FROM milestone.posting
WHERE organisation_id = @organisation
GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO milestone.account_total (organisation_id, basis, month, account_id, amount)
SELECT organisation_id, basis, month, account_id, sum(amount)
FROM milestone.monthly_total
WHERE organisation_id = @organisation
GROUP BY 1, 2, 3, 4;

INSERT INTO milestone.project_total (organisation_id, basis, month, project_id, amount)
SELECT organisation_id, basis, month, project_id, sum(amount)
FROM milestone.monthly_total
WHERE organisation_id = @organisation
GROUP BY 1, 2, 3, 4;
