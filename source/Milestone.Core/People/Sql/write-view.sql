-- A view as the person has it now, new or changed.
INSERT INTO milestone.saved_view AS kept (organisation_id, person, view_id, version, name, page, query, position, changed_at)
VALUES (@organisation, @person, @view, @version, @name, @page, @query, @position, @now)
ON CONFLICT (organisation_id, person, view_id) DO UPDATE
SET version = excluded.version,
    name = excluded.name,
    page = excluded.page,
    query = excluded.query,
    position = excluded.position,
    changed_at = excluded.changed_at;
