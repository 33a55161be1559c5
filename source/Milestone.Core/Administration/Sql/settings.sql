-- The one row of an organisation's name and what an administrator set; version 0 where nobody has set anything.
SELECT
  COALESCE(s.version, 0), o.name, s.time_zone, s.year_end_month, s.year_end_day, s.retention_receivable_id, s.retention_payable_id, s.cis_suffered_id, s.cis_deducted_id, s.changed_by,
  s.changed_at
FROM milestone.organisation o
LEFT JOIN milestone.organisation_setting s ON s.organisation_id = o.organisation_id
WHERE o.organisation_id = @organisation;
