-- A reader who is limited to projects (0017) has to be told of own documents what settles them, or a paid cost looks unpaid. Money on account is given and
-- taken under an id of its own, which no posting has: it is the own bank transaction's. And an allocation counts from the later day of its two documents, and
-- not at all where one of them is void: that much of the other side is told, though it may be another project's.

-- The question is the one of 0025, and what the documents found took on account besides.
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
    own := own || ARRAY(
      SELECT document.prepayment_id
      FROM milestone.document
      WHERE document.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
        AND document.document_id = ANY (own)
        AND document.prepayment_id IS NOT NULL);
    PERFORM set_config('milestone.own_documents', own::text, true), set_config('milestone.own_documents_of', asked, true);
  END IF;
  RETURN QUERY SELECT unnest(own);
END
$$;

-- When a document on the other side of an allocation is dated, and whether it is void; of money on account also its bank transaction, as a second row. A
-- limited reader is told of those that settle an own document or are settled by one.
CREATE FUNCTION milestone.other_sides(sides uuid[]) RETURNS TABLE (id uuid, date date, is_dead boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone ROWS 100 COST 10 AS $$
DECLARE
  chosen uuid := NULLIF(current_setting('milestone.organisation_id', true), '')::uuid;
  known uuid[] := sides;
BEGIN
  IF NOT milestone.sees_all() THEN
    known := ARRAY(
      SELECT claim.source_id
      FROM milestone.settlement_claim claim
      WHERE claim.organisation_id = chosen AND claim.source_id = ANY (sides) AND claim.target_id IN (SELECT milestone.own_documents())
      UNION
      SELECT claim.target_id
      FROM milestone.settlement_claim claim
      WHERE claim.organisation_id = chosen AND claim.target_id = ANY (sides) AND claim.source_id IN (SELECT milestone.own_documents()));
  END IF;
  RETURN QUERY
    SELECT document.document_id, document.date, document.status IN ('VOIDED', 'DELETED')
    FROM milestone.document
    WHERE document.organisation_id = chosen AND document.document_id = ANY (known)
    UNION ALL
    SELECT document.prepayment_id, document.date, document.status IN ('VOIDED', 'DELETED')
    FROM milestone.document
    WHERE document.organisation_id = chosen AND document.prepayment_id = ANY (known);
END
$$;

REVOKE ALL ON FUNCTION milestone.other_sides(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION milestone.other_sides(uuid[]) TO milestone_app;
