-- What Xero says of the organisation, where it differs from what is there. What an administrator set comes before it.
WITH said AS
(
  SELECT
    COALESCE(s.year_end_month, @yearEndMonth) AS year_end_month,
    COALESCE(s.year_end_day, @yearEndDay) AS year_end_day,
    COALESCE(s.time_zone, @timeZone) AS time_zone
  FROM (VALUES (1)) AS one (n)
  LEFT JOIN milestone.organisation_setting s ON s.organisation_id = @organisation
)
UPDATE milestone.organisation o
SET xero_id = COALESCE(@xeroId, o.xero_id),
    short_code = COALESCE(@shortCode, o.short_code),
    base_currency = @baseCurrency,
    year_end_month = COALESCE(said.year_end_month, o.year_end_month),
    year_end_day = COALESCE(said.year_end_day, o.year_end_day),
    time_zone = COALESCE(said.time_zone, o.time_zone)
FROM said
WHERE o.organisation_id = @organisation
  AND (COALESCE(@xeroId, o.xero_id), COALESCE(@shortCode, o.short_code), @baseCurrency, COALESCE(said.year_end_month, o.year_end_month),
       COALESCE(said.year_end_day, o.year_end_day), COALESCE(said.time_zone, o.time_zone))
    IS DISTINCT FROM (o.xero_id, o.short_code, o.base_currency, o.year_end_month, o.year_end_day, o.time_zone);
