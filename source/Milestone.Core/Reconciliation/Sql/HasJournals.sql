-- One row: whether journals of the report's days were kept.
SELECT EXISTS
(
  SELECT
  FROM milestone.document
  WHERE organisation_id = @organisation
    AND kind = 13
    AND date BETWEEN @first AND @last
);
