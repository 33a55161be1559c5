-- One row per project and phase asked for: its accrual profit to date.
SELECT total.project_id, total.phase_id, sum(total.amount) AS amount
FROM milestone.monthly_total total
JOIN unnest(@projects::uuid[], @phases::uuid[]) AS asked (project_id, phase_id) ON asked.project_id = total.project_id AND asked.phase_id = total.phase_id
WHERE total.organisation_id = @organisation
  AND total.basis = 0
GROUP BY total.project_id, total.phase_id;
