-- A project manager sees the projects that are given to them and nothing that mixes in others. The transaction says which in the setting
-- milestone.projects: an array of ids, perhaps of none; empty or not set: no limit. These policies narrow what the organisation's policy lets through.

-- Whether the transaction's reader is limited to no projects at all.
CREATE FUNCTION milestone.sees_all() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT NULLIF(current_setting('milestone.projects', true), '') IS NULL
$$;

-- The projects of the transaction's reader.
CREATE FUNCTION milestone.own_projects() RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT COALESCE(NULLIF(current_setting('milestone.projects', true), ''), '{}')::uuid[]
$$;

-- Whether a document has to do with one of some projects: it posts to it, or one of its lines is coded to it, as an order's are that posts nothing.
-- It looks with the owner's eyes: a policy that asked the tables themselves would ask itself.
CREATE FUNCTION milestone.touches_projects(organisation uuid, document uuid, projects uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT EXISTS (
      SELECT FROM milestone.posting
      WHERE posting.organisation_id = organisation AND posting.document_id = document AND posting.project_id = ANY (projects))
    OR EXISTS (
      SELECT FROM milestone.line, jsonb_array_elements(line.tracking) AS tracked
      WHERE line.organisation_id = organisation AND line.document_id = document AND tracked ->> 'option' = ANY (projects::text[]))
$$;

-- Whether a customer or supplier has to do with one of some projects.
CREATE FUNCTION milestone.deals_with_projects(organisation uuid, contact uuid, projects uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT EXISTS (
    SELECT FROM milestone.document
    WHERE document.organisation_id = organisation AND document.contact_id = contact
      AND milestone.touches_projects(organisation, document.document_id, projects))
$$;

REVOKE ALL ON FUNCTION milestone.sees_all(), milestone.own_projects(), milestone.touches_projects(uuid, uuid, uuid[]),
  milestone.deals_with_projects(uuid, uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.sees_all(), milestone.own_projects(), milestone.touches_projects(uuid, uuid, uuid[]),
  milestone.deals_with_projects(uuid, uuid, uuid[]) TO milestone_app, xero_reader;

-- Narrows a table. The functions stand in subqueries, so that they are asked once a statement and not once a row.
CREATE PROCEDURE milestone.limit_to_projects(limited text, visible text)
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  EXECUTE format(
    'CREATE POLICY projects ON milestone.%I AS RESTRICTIVE TO milestone_app, xero_reader
       USING ((SELECT milestone.sees_all()) OR %s) WITH CHECK ((SELECT milestone.sees_all()) OR %s)', limited, visible, visible);
END
$$;

-- Closes a table to readers who are limited; what they do is still written down in it.
CREATE PROCEDURE milestone.close_to_limited(closed text)
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  EXECUTE format('CREATE POLICY projects ON milestone.%I AS RESTRICTIVE FOR SELECT TO milestone_app, xero_reader USING ((SELECT milestone.sees_all()))', closed);
  EXECUTE format('CREATE POLICY projects_change ON milestone.%I AS RESTRICTIVE FOR UPDATE TO milestone_app, xero_reader USING ((SELECT milestone.sees_all()))', closed);
  EXECUTE format('CREATE POLICY projects_remove ON milestone.%I AS RESTRICTIVE FOR DELETE TO milestone_app, xero_reader USING ((SELECT milestone.sees_all()))', closed);
END
$$;

REVOKE ALL ON PROCEDURE milestone.limit_to_projects(text, text), milestone.close_to_limited(text) FROM PUBLIC;

-- What names its project.
CALL milestone.limit_to_projects('posting', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('monthly_total', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('project_total', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('project_setting', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('estimate', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('phase_progress', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('adjustment', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');
CALL milestone.limit_to_projects('favourite', 'project_id = ANY ((SELECT milestone.own_projects())::uuid[])');

-- Documents that have to do with them, whole: what was paid of a bill is shared among all of its lines. So are the assignments of their lines.
CALL milestone.limit_to_projects('document', 'milestone.touches_projects(organisation_id, document_id, (SELECT milestone.own_projects()))');
CALL milestone.limit_to_projects('line', 'milestone.touches_projects(organisation_id, document_id, (SELECT milestone.own_projects()))');
CALL milestone.limit_to_projects('assignment', 'milestone.touches_projects(organisation_id, document_id, (SELECT milestone.own_projects()))');
CALL milestone.limit_to_projects('settlement_claim',
  'milestone.touches_projects(organisation_id, target_id, (SELECT milestone.own_projects()))
    OR milestone.touches_projects(organisation_id, source_id, (SELECT milestone.own_projects()))');

-- The names of other projects, and of people that only those deal with, are not theirs to read either.
CALL milestone.limit_to_projects('tracking_option',
  'option_id = ANY ((SELECT milestone.own_projects())::uuid[])
    OR NOT EXISTS (
      SELECT FROM milestone.tracking_category
      WHERE tracking_category.organisation_id = tracking_option.organisation_id
        AND tracking_category.category_id = tracking_option.category_id AND tracking_category.role = 1)');
CALL milestone.limit_to_projects('contact', 'milestone.deals_with_projects(organisation_id, contact_id, (SELECT milestone.own_projects()))');

-- What mixes projects, holds whole payloads, or is the bookkeepers' own.
CALL milestone.close_to_limited('account_total');
CALL milestone.close_to_limited('payment');
CALL milestone.close_to_limited('budget');
CALL milestone.close_to_limited('budget_amount');
CALL milestone.close_to_limited('xero_report');
CALL milestone.close_to_limited('xero_report_amount');
CALL milestone.close_to_limited('rejected_record');
CALL milestone.close_to_limited('sync_run');
CALL milestone.close_to_limited('ingest_token');
CALL milestone.close_to_limited('audit_log');
CALL milestone.close_to_limited('export_history');
CALL milestone.close_to_limited('pack');
CALL milestone.close_to_limited('pack_drawing');
