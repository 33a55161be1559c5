-- The last day of the organisation's financial year.
SELECT year_end_month, year_end_day
FROM milestone.organisation
WHERE organisation_id = @organisation;
