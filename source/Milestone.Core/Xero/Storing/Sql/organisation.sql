-- What Xero says of the organisation, where it differs from what is there.
UPDATE milestone.organisation
SET xero_id = COALESCE(@xeroId, xero_id),
    short_code = COALESCE(@shortCode, short_code),
    base_currency = @baseCurrency,
    year_end_month = COALESCE(@yearEndMonth, year_end_month),
    year_end_day = COALESCE(@yearEndDay, year_end_day),
    time_zone = COALESCE(@timeZone, time_zone)
WHERE organisation_id = @organisation
  AND (COALESCE(@xeroId, xero_id), COALESCE(@shortCode, short_code), @baseCurrency, COALESCE(@yearEndMonth, year_end_month),
       COALESCE(@yearEndDay, year_end_day), COALESCE(@timeZone, time_zone))
    IS DISTINCT FROM (xero_id, short_code, base_currency, year_end_month, year_end_day, time_zone);
