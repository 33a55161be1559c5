-- One row: whether the project and the phase are options of the categories with those roles, and the phase's name. Zeros name no phase, and no project.
SELECT
  EXISTS (
    SELECT
    FROM milestone.tracking_option tracked
    JOIN milestone.tracking_category category
      ON category.organisation_id = tracked.organisation_id
      AND category.category_id = tracked.category_id
      AND category.to_batch IS NULL
    WHERE tracked.organisation_id = @organisation
      AND tracked.option_id = @project
      AND tracked.to_batch IS NULL
      AND category.role = 1) AS project_exists,
  @phase = '00000000-0000-0000-0000-000000000000' OR phase.name IS NOT NULL AS phase_exists,
  phase.name
FROM (SELECT) AS one
LEFT JOIN LATERAL (
  SELECT tracked.name
  FROM milestone.tracking_option tracked
  JOIN milestone.tracking_category category
    ON category.organisation_id = tracked.organisation_id
    AND category.category_id = tracked.category_id
    AND category.to_batch IS NULL
  WHERE tracked.organisation_id = @organisation
    AND tracked.option_id = @phase
    AND tracked.to_batch IS NULL
    AND category.role = 2) AS phase ON true;
