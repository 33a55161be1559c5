-- One assignment, taken back.
DELETE FROM milestone.assignment
WHERE organisation_id = @organisation
  AND assignment_id = @assignment;
