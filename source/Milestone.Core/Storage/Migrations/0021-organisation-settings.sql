-- What an administrator sets for an organisation, before what Xero says of it. One row per organisation that somebody has set something for.
CREATE TABLE milestone.organisation_setting
(
  organisation_id          uuid PRIMARY KEY REFERENCES milestone.organisation,
  version                  bigint NOT NULL CHECK (version > 0),
  time_zone                text CHECK (length(time_zone) BETWEEN 1 AND 100), -- null: as Xero says
  year_end_month           smallint CHECK (year_end_month BETWEEN 1 AND 12),
  year_end_day             smallint CHECK (year_end_day BETWEEN 1 AND 31),
  retention_receivable_id  uuid, -- the account of what customers hold back
  retention_payable_id     uuid, -- the account of what is held back from subcontractors
  cis_suffered_id          uuid, -- the account of what customers deducted under the Construction Industry Scheme
  cis_deducted_id          uuid, -- the account of what was deducted from subcontractors
  changed_by               text NOT NULL,
  changed_at               timestamptz NOT NULL,
  CHECK ((year_end_month IS NULL) = (year_end_day IS NULL))
);

CALL milestone.protect_tables();

GRANT INSERT, UPDATE ON milestone.organisation_setting TO milestone_app;

-- Accounts of the whole firm: nothing of it is about a project.
CREATE POLICY projects ON milestone.organisation_setting AS RESTRICTIVE TO milestone_app USING ((SELECT milestone.sees_all()));

CREATE CONSTRAINT TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.organisation_setting
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION milestone.record_change();

-- The name that an organisation was created with, where it is shown under another: programs that import by it, and bookmarks, go on finding it.
ALTER TABLE milestone.organisation ADD COLUMN created_as text;
CREATE UNIQUE INDEX organisation_created_as ON milestone.organisation (lower(created_as)) WHERE created_as IS NOT NULL;

-- Accepts, for a user, the invitation of a code, or all that were sent to the address that a provider vouches for; how many. Whoever has a place there
-- by now keeps it as it is: an invitation lets somebody in, and what members may is changed where members are.
CREATE OR REPLACE FUNCTION milestone.accept_invitations(code_hash bytea, address text, who uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  taken milestone.invitation;
  many bigint := 0;
BEGIN
  FOR taken IN
    UPDATE milestone.invitation i SET accepted_at = at, accepted_by = who
    WHERE (i.hash = code_hash OR lower(i.email) = lower(address)) AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > at
    RETURNING i.*
  LOOP
    many := many + 1;
    INSERT INTO milestone.membership (organisation_id, user_id, role, since) VALUES (taken.organisation_id, who, taken.role, at) ON CONFLICT DO NOTHING;
    CONTINUE WHEN NOT FOUND;
    INSERT INTO milestone.project_member (organisation_id, user_id, project_id)
    SELECT taken.organisation_id, who, project FROM unnest(taken.projects) AS project WHERE taken.role = 2 ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN many;
END
$$;
