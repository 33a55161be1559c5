-- One row per account and month of the budget. A list of budgets has none of them: it renews the name and keeps the amounts.
DELETE FROM milestone.budget_amount
WHERE organisation_id = @organisation
  AND budget_id = @budget;

INSERT INTO milestone.budget_amount (organisation_id, budget_id, account_id, month, amount)
SELECT @organisation, @budget, account_id, month, amount
FROM unnest(@accounts::uuid[], @months::date[], @amounts::numeric[]) AS planned (account_id, month, amount);
