-- One row per assignment that is new or changed, with its line as it is now.
INSERT INTO milestone.assignment AS known
(
  organisation_id, assignment_id, version, document_id, line_id, project_id, phase_id, is_override, archived_accepted,
  position, account_id, account_code, amount, description, assigned_by, assigned_at
)
SELECT
  @organisation, assignment_id, 1, document_id, line_id, project_id, phase_id, is_override, archived_accepted,
  position, account_id, account_code, amount, description, @by, @at
FROM unnest(
  @assignments::uuid[], @documents::uuid[], @lines::uuid[], @projects::uuid[], @phases::uuid[], @overrides::boolean[],
  @positions::integer[], @accounts::uuid[], @codes::text[], @amounts::numeric[], @descriptions::text[], @accepted::boolean[])
  AS given (assignment_id, document_id, line_id, project_id, phase_id, is_override, position, account_id, account_code, amount, description, archived_accepted)
ON CONFLICT (organisation_id, assignment_id) DO UPDATE SET
  version = known.version + 1,
  line_id = excluded.line_id,
  project_id = excluded.project_id,
  phase_id = excluded.phase_id,
  is_override = excluded.is_override,
  archived_accepted = excluded.archived_accepted,
  position = excluded.position,
  account_id = excluded.account_id,
  account_code = excluded.account_code,
  amount = excluded.amount,
  description = excluded.description,
  assigned_by = excluded.assigned_by,
  assigned_at = excluded.assigned_at;
