-- A project manager sees the own projects and nothing that mixes others in. The transaction names them in milestone.projects, as an array; empty is no
-- limit. These policies are restrictive: they take away from what the organisation's policy shows, so that neither can be forgotten for the other.
-- Each asks its question once a statement, in a subquery of its own, so the plan and the speed of whoever sees all stay what they were.
CREATE FUNCTION milestone.sees_all() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT COALESCE(pg_catalog.current_setting('milestone.projects', true), '') = ''
$$;

CREATE FUNCTION milestone.own_projects() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(pg_catalog.current_setting('milestone.projects', true), '')::uuid[]
$$;

-- The documents of the own projects: what posted to one, and what names one and posts nothing, such as an order. As the owner, because the policies
-- of lines and assignments ask this function, which reads both.
CREATE FUNCTION milestone.own_documents() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 100 COST 10 AS $$
  SELECT posting.document_id
  FROM milestone.posting
  WHERE posting.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
    AND posting.project_id = ANY (milestone.own_projects())
  UNION
  SELECT line.document_id
  FROM milestone.document
  JOIN milestone.line ON line.organisation_id = document.organisation_id AND line.document_id = document.document_id
  CROSS JOIN LATERAL jsonb_array_elements(line.tracking) AS tracked
  WHERE document.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
    AND document.kind IN (7, 9, 14, 15, 16)
    AND line.tracking IS NOT NULL
    AND tracked ->> 'option' = ANY (milestone.own_projects()::text[])
  UNION
  SELECT assignment.document_id
  FROM milestone.assignment
  WHERE assignment.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
    AND assignment.project_id = ANY (milestone.own_projects())
$$;

-- Who they are with.
CREATE FUNCTION milestone.own_contacts() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 100 COST 10 AS $$
  SELECT document.contact_id
  FROM milestone.own_documents() AS own
  JOIN milestone.document
    ON document.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
    AND document.document_id = own
    AND document.contact_id IS NOT NULL
$$;

-- The categories whose options are projects, now or once.
CREATE FUNCTION milestone.project_categories() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 2 COST 10 AS $$
  SELECT category_id
  FROM milestone.tracking_category
  WHERE organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
    AND role = 1
$$;

REVOKE ALL ON FUNCTION milestone.sees_all(), milestone.own_projects(), milestone.own_documents(), milestone.own_contacts(), milestone.project_categories() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.sees_all(), milestone.own_projects(), milestone.own_documents(), milestone.own_contacts(), milestone.project_categories() TO milestone_app;

-- Rows of one project.
CREATE POLICY projects ON milestone.posting AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.monthly_total AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.project_total AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.project_setting AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.estimate AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.phase_progress AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.adjustment AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));
CREATE POLICY projects ON milestone.favourite AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR project_id = ANY ((SELECT milestone.own_projects())::uuid[]));

-- Names: of the own projects, of all phases, of those one has documents with.
CREATE POLICY projects ON milestone.tracking_option AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all())
    OR option_id = ANY ((SELECT milestone.own_projects())::uuid[])
    OR category_id NOT IN (SELECT milestone.project_categories()));
CREATE POLICY projects ON milestone.contact AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR contact_id IN (SELECT milestone.own_contacts()));

-- What belongs to documents of the own projects. A document of several projects is seen whole: the program leaves the others' lines out.
CREATE POLICY projects ON milestone.document AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR document_id IN (SELECT milestone.own_documents()));
CREATE POLICY projects ON milestone.line AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR document_id IN (SELECT milestone.own_documents()));
CREATE POLICY projects ON milestone.assignment AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR document_id IN (SELECT milestone.own_documents()));
CREATE POLICY projects ON milestone.settlement_claim AS RESTRICTIVE TO milestone_app
  USING ((SELECT milestone.sees_all()) OR target_id IN (SELECT milestone.own_documents()) OR source_id IN (SELECT milestone.own_documents()));

-- Closed: sums over projects, what comes in for all of them, and what was taken away by others.
CREATE POLICY projects ON milestone.account_total AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.payment AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.budget AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.budget_amount AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.xero_report AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.xero_report_amount AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.pack AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.pack_drawing AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.sync_run AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.rejected_record AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.ingest_token AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.audit_log AS RESTRICTIVE FOR SELECT TO milestone_app USING ((SELECT milestone.sees_all()));
-- A manager takes files away like everybody, and that is entered.
CREATE POLICY projects ON milestone.export_history AS RESTRICTIVE FOR SELECT TO milestone_app USING ((SELECT milestone.sees_all()));
-- Who else works here is the administrators' business.
CREATE POLICY projects ON milestone.membership AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.project_member AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));
CREATE POLICY projects ON milestone.invitation AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));

-- New postings go into the ledger by whoever sees all of it; a manager writes plans.
CREATE POLICY whole_ledger ON milestone.posting AS RESTRICTIVE FOR INSERT TO milestone_app WITH CHECK ((SELECT milestone.sees_all()));
