-- One row per project and build phase that has an estimate of its cost, a progress that somebody entered, or both.
SELECT COALESCE(estimated.project_id, typed.project_id) AS project_id, estimated.amount, typed.percent
FROM
(
  SELECT project_id, phase_id, sum(amount) AS amount
  FROM milestone.estimate
  WHERE organisation_id = @organisation
    AND closed_at IS NULL
    AND kind IN (2, 3)
  GROUP BY project_id, phase_id
) estimated
FULL JOIN
(
  SELECT project_id, phase_id, percent
  FROM milestone.phase_progress
  WHERE organisation_id = @organisation
    AND closed_at IS NULL
) typed ON typed.project_id = estimated.project_id AND typed.phase_id = estimated.phase_id;
