-- One row per budget and option it is for, by name of the budget; a budget of the whole organisation has one row without an option. An option whose
-- category is neither projects nor phases has no role.
SELECT budget.budget_id, budget.name, budget.type, tracked.option_name IS NOT NULL AS is_tracked, option.option_id, option.name AS option_name, category.role
FROM milestone.budget
LEFT JOIN LATERAL
(
  SELECT (one ->> 'option')::uuid AS option_id, one ->> 'optionName' AS option_name
  FROM jsonb_array_elements(budget.tracking) AS one
) AS tracked ON true
LEFT JOIN milestone.tracking_option option
  ON option.organisation_id = budget.organisation_id
  AND option.to_batch IS NULL
  AND (option.option_id = tracked.option_id OR (tracked.option_id IS NULL AND lower(option.name) = lower(tracked.option_name)))
LEFT JOIN milestone.tracking_category category
  ON category.organisation_id = budget.organisation_id
  AND category.category_id = option.category_id
  AND category.to_batch IS NULL
WHERE budget.organisation_id = @organisation
  AND (@budget IS NULL OR budget.budget_id = @budget)
ORDER BY lower(budget.name), budget.budget_id;
