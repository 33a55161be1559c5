-- Saves the settings where they are still those of the version that they were opened on; the one row that was saved, or none.
WITH saved AS
(
  INSERT INTO milestone.organisation_setting AS kept
    (organisation_id, version, time_zone, year_end_month, year_end_day, retention_receivable_id, retention_payable_id, cis_suffered_id, cis_deducted_id, changed_by, changed_at)
  SELECT @organisation, 1, @timeZone, @yearEndMonth, @yearEndDay, @retentionReceivable, @retentionPayable, @cisSuffered, @cisDeducted, @actor, @at
  WHERE @version = 0 OR EXISTS (SELECT FROM milestone.organisation_setting WHERE organisation_id = @organisation)
  ON CONFLICT (organisation_id) DO UPDATE SET
    version = kept.version + 1,
    time_zone = excluded.time_zone,
    year_end_month = excluded.year_end_month,
    year_end_day = excluded.year_end_day,
    retention_receivable_id = excluded.retention_receivable_id,
    retention_payable_id = excluded.retention_payable_id,
    cis_suffered_id = excluded.cis_suffered_id,
    cis_deducted_id = excluded.cis_deducted_id,
    changed_by = excluded.changed_by,
    changed_at = excluded.changed_at
  WHERE kept.version = @version
  RETURNING version
),
applied AS
(
  UPDATE milestone.organisation
  SET name = @name,
      created_as = CASE WHEN name <> @name THEN COALESCE(created_as, name) ELSE created_as END,
      time_zone = COALESCE(@timeZone, time_zone),
      year_end_month = COALESCE(@yearEndMonth, year_end_month),
      year_end_day = COALESCE(@yearEndDay, year_end_day)
  WHERE organisation_id = @organisation AND EXISTS (SELECT FROM saved)
)
SELECT version FROM saved;
