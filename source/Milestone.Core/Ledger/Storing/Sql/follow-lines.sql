-- One row per assignment whose line has another id, place or wording than when it was last seen.
UPDATE milestone.assignment
SET
  line_id = now.line_id,
  position = now.position,
  account_id = now.account_id,
  account_code = now.account_code,
  amount = now.amount,
  description = now.description
FROM unnest(@assignments::uuid[], @lines::uuid[], @positions::integer[], @accounts::uuid[], @codes::text[], @amounts::numeric[], @descriptions::text[])
  AS now (assignment_id, line_id, position, account_id, account_code, amount, description)
WHERE assignment.organisation_id = @organisation
  AND assignment.assignment_id = now.assignment_id;
