-- Assignments as people work with them: an id and a version of their own, so that two people cannot overwrite one another unseen, and more of
-- the line as it last was, so that it is known again. The line is no longer the key: while an assignment waits for its line, another may be given
-- the line's old id, which is made of its position where Xero gives none.
ALTER TABLE milestone.assignment
  ADD COLUMN assignment_id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN version bigint NOT NULL DEFAULT 1 CHECK (version > 0),
  ADD COLUMN position integer NOT NULL DEFAULT 0,
  ADD COLUMN account_code text,
  ADD COLUMN archived_accepted boolean NOT NULL DEFAULT false, -- a person has said that an archived project or phase is meant
  ADD CHECK (project_id IS NOT NULL OR phase_id IS NOT NULL);

ALTER TABLE milestone.assignment
  DROP CONSTRAINT assignment_pkey,
  ADD PRIMARY KEY (organisation_id, assignment_id);

CREATE INDEX assignment_document ON milestone.assignment (organisation_id, document_id);
CREATE INDEX assignment_latest ON milestone.assignment (organisation_id, assigned_at, assignment_id);

-- What waits to be assigned is looked for by day; the supplier's other lines suggest where it belongs.
CREATE INDEX posting_lacking ON milestone.posting (organisation_id, date, document_id, line_id) INCLUDE (account_id, project_id, phase_id, amount)
  WHERE basis = 0 AND (project_id = '00000000-0000-0000-0000-000000000000' OR phase_id = '00000000-0000-0000-0000-000000000000');
CREATE INDEX document_contact ON milestone.document (organisation_id, contact_id, date);
