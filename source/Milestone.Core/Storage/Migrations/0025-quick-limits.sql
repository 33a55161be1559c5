-- A reader who is limited to projects (0017) is asked for the own documents by every policy of every table in every statement: ten times for one page, at
-- 12 ms each on 10,000 lines, because lines that name a project were found by reading all of them, and the question was planned anew each time. Now such
-- lines have an index, the plan stays with the connection, and what was found holds for the rest of the transaction.

-- What a line is tracked as: ids of options, and where a payload named none, their names as they are compared.
CREATE FUNCTION milestone.tracked_as(tracking jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT COALESCE(item ->> 'option', upper(btrim(item ->> 'optionName'))) FROM pg_catalog.jsonb_array_elements(tracking) AS item);

-- Few options and many lines: entered at once it costs little, and a list of what is still to be entered would be read by every search.
CREATE INDEX line_tracked_as ON milestone.line USING gin (milestone.tracked_as(tracking)) WITH (fastupdate = off) WHERE tracking IS NOT NULL;

-- The lines that name a project by its id or, for want of one, by its name. As the owner, because under a policy only a few operators may be looked up in an
-- index; it tells ids, and what stands there is told by the table, under its policies.
CREATE FUNCTION milestone.tracked_lines(project uuid, name text) RETURNS TABLE (document_id uuid, line_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 100 COST 10 AS $$
BEGIN
  RETURN QUERY
    SELECT line.document_id, line.line_id
    FROM milestone.line
    WHERE line.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
      AND line.tracking IS NOT NULL
      AND milestone.tracked_as(line.tracking) && ARRAY[project::text, upper(btrim(name))]
      AND (milestone.sees_all() OR project = ANY (milestone.own_projects()));
END
$$;

-- The question is the one of 0017, and so is the answer. It is remembered in a setting of the transaction, under the organisation, the projects and the
-- snapshot that it was found in: whoever could forge it could as well name other projects.
CREATE OR REPLACE FUNCTION milestone.own_documents() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 100 COST 10 AS $$
DECLARE
  asked text := concat_ws(' ', current_setting('milestone.organisation_id', true), current_setting('milestone.projects', true), pg_current_snapshot());
  own uuid[];
BEGIN
  IF current_setting('milestone.own_documents_of', true) = asked THEN
    own := current_setting('milestone.own_documents', true)::uuid[];
  ELSE
    own := ARRAY(
      SELECT posting.document_id
      FROM milestone.posting
      WHERE posting.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
        AND posting.project_id = ANY (milestone.own_projects())
      UNION
      SELECT line.document_id
      FROM milestone.line
      JOIN milestone.document ON document.organisation_id = line.organisation_id AND document.document_id = line.document_id
      WHERE line.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
        AND line.tracking IS NOT NULL
        AND milestone.tracked_as(line.tracking) && milestone.own_projects()::text[]
        AND document.kind IN (7, 9, 14, 15, 16)
      UNION
      SELECT assignment.document_id
      FROM milestone.assignment
      WHERE assignment.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
        AND assignment.project_id = ANY (milestone.own_projects()));
    PERFORM set_config('milestone.own_documents', own::text, true), set_config('milestone.own_documents_of', asked, true);
  END IF;
  RETURN QUERY SELECT unnest(own);
END
$$;

CREATE OR REPLACE FUNCTION milestone.own_contacts() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 100 COST 10 AS $$
BEGIN
  RETURN QUERY
    SELECT DISTINCT document.contact_id
    FROM milestone.own_documents() AS own
    JOIN milestone.document
      ON document.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
      AND document.document_id = own
    WHERE document.contact_id IS NOT NULL;
END
$$;

REVOKE ALL ON FUNCTION milestone.tracked_as(jsonb), milestone.tracked_lines(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.tracked_as(jsonb), milestone.tracked_lines(uuid, text) TO milestone_app;

-- A session is looked up by every host after every change of the books, by all of its requests that are under way: each noted the use, and so each waited for the
-- one before to commit. It is noted once a minute, and by whoever comes first.
CREATE OR REPLACE FUNCTION milestone.use_session(token_hash bytea, used_at timestamptz, idle interval)
RETURNS TABLE (session_id uuid, user_id uuid, name text, email text, is_owner boolean, kind text, expires_at timestamptz, memberships jsonb)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  WITH used AS MATERIALIZED
  (
    SELECT s.session_id, s.user_id, s.kind, s.expires_at, s.seen_at
    FROM milestone.session s
    WHERE s.hash = token_hash AND s.ended_at IS NULL AND s.expires_at > used_at AND s.seen_at > used_at - idle
      AND EXISTS (SELECT FROM milestone.app_user u WHERE u.user_id = s.user_id AND u.disabled_at IS NULL)
  ),
  due AS
  (
    SELECT s.session_id
    FROM milestone.session s
    WHERE s.session_id IN (SELECT used.session_id FROM used WHERE used.seen_at <= used_at - least(interval '1 minute', idle / 2))
      AND s.ended_at IS NULL
    FOR UPDATE SKIP LOCKED
  ),
  noted AS
  (
    UPDATE milestone.session s SET seen_at = used_at FROM due WHERE s.session_id = due.session_id
  )
  SELECT used.session_id, u.user_id, p.name, p.email, u.is_owner, used.kind, used.expires_at, milestone.memberships_of(u.user_id)
  FROM used
  JOIN milestone.app_user u USING (user_id)
  JOIN milestone.person p USING (user_id)
$$;
