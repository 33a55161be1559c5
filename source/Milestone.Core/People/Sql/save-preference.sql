-- The person's choices, if they are still those that were changed; no row where somebody changed them since.
INSERT INTO milestone.preference AS kept (organisation_id, person, version, theme, whole_pounds, period, cash, changed_at)
SELECT @organisation, @person, 1, @theme, @wholePounds, @period, @cash, @now
WHERE @version = 0 OR EXISTS (SELECT FROM milestone.preference WHERE organisation_id = @organisation AND person = @person)
ON CONFLICT (organisation_id, person) DO UPDATE
SET version = kept.version + 1,
    theme = excluded.theme,
    whole_pounds = excluded.whole_pounds,
    period = excluded.period,
    cash = excluded.cash,
    changed_at = excluded.changed_at
WHERE kept.version = @version;
