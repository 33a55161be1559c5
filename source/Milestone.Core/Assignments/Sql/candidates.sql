-- One row per assignment that may raise a question, the latest first; one more than are looked at. The kernel decides which of them do: here stands
-- only what none of the others has, a line that is gone or reads otherwise, tracking of Xero's own on it, or an option that Xero no longer offers.
SELECT assignment.assignment_id, assignment.document_id
FROM milestone.assignment
LEFT JOIN milestone.line
  ON line.organisation_id = assignment.organisation_id
  AND line.document_id = assignment.document_id
  AND line.line_id = assignment.line_id
WHERE assignment.organisation_id = @organisation
  AND (
    line.line_id IS NULL
    OR line.amount <> assignment.amount
    OR line.description <> assignment.description
    OR line.account_id IS DISTINCT FROM assignment.account_id
    OR line.account_code IS DISTINCT FROM assignment.account_code
    OR (line.tracking IS NOT NULL AND NOT assignment.is_override)
    OR EXISTS (
      SELECT
      FROM unnest(ARRAY[assignment.project_id, assignment.phase_id]) AS given (option_id)
      LEFT JOIN milestone.tracking_option known
        ON known.organisation_id = assignment.organisation_id
        AND known.option_id = given.option_id
        AND known.to_batch IS NULL
      WHERE given.option_id IS NOT NULL
        AND given.option_id <> '00000000-0000-0000-0000-000000000000'
        AND (known.status IS NULL OR known.status = 'DELETED' OR (known.status = 'ARCHIVED' AND NOT assignment.archived_accepted))))
ORDER BY assignment.assigned_at DESC, assignment.assignment_id DESC
LIMIT @limit + 1;
