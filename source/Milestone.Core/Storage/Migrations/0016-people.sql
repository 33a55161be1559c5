-- Who may come in, and what they are in each organisation. What a person is called stands apart from what a person is, and can be erased: nothing else
-- refers to it. Tables of the whole installation are read and written through the functions below and by no other way.

-- One row per user of the installation; it says nothing about who that is.
CREATE TABLE milestone.app_user
(
  user_id      uuid PRIMARY KEY,
  is_owner     boolean NOT NULL, -- administrator of every organisation, also of those to come
  created_at   timestamptz NOT NULL,
  disabled_at  timestamptz,
  version      bigint NOT NULL DEFAULT 1 CHECK (version > 0)
);

-- One row per user that is a person with a name; gone when it is erased.
CREATE TABLE milestone.person
(
  user_id  uuid PRIMARY KEY REFERENCES milestone.app_user,
  email    text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  name     text NOT NULL CHECK (length(trim(name)) BETWEEN 1 AND 120)
);

CREATE UNIQUE INDEX person_email ON milestone.person (lower(email));

-- One row per way in through another's door: who issued the identity, and the issuer's own name for the user.
CREATE TABLE milestone.external_identity
(
  issuer     text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  subject    text NOT NULL CHECK (length(subject) BETWEEN 1 AND 500),
  user_id    uuid NOT NULL REFERENCES milestone.app_user,
  linked_at  timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject)
);

-- One row per user that signs in with a password of this installation.
CREATE TABLE milestone.local_password
(
  user_id     uuid PRIMARY KEY REFERENCES milestone.app_user,
  hash        text NOT NULL,
  changed_at  timestamptz NOT NULL
);

-- One row per sign-in. The cookie holds 256 random bits; here is their SHA-256.
CREATE TABLE milestone.session
(
  session_id  uuid PRIMARY KEY,
  hash        bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  user_id     uuid NOT NULL REFERENCES milestone.app_user,
  kind        text NOT NULL CHECK (kind IN ('local', 'oidc')),
  created_at  timestamptz NOT NULL,
  seen_at     timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  ended_at    timestamptz
);

CREATE INDEX session_user_id ON milestone.session (user_id) WHERE ended_at IS NULL;

-- One row per account or address that has failed to sign in lately, by the hash of its name: shared by all hosts.
CREATE TABLE milestone.sign_in_attempt
(
  subject        bytea PRIMARY KEY CHECK (length(subject) = 32),
  failures       integer NOT NULL CHECK (failures >= 0),
  attempted_at   timestamptz NOT NULL,
  blocked_until  timestamptz NOT NULL
);

-- One row per key that protects forms and what travels through the sign-in of others: shared by all hosts.
CREATE TABLE milestone.data_protection_key
(
  key_name  text PRIMARY KEY,
  content   text NOT NULL,
  added_at  timestamptz NOT NULL
);

-- One row per link that was offered for making the first administrator.
CREATE TABLE milestone.first_administrator
(
  hash        bytea PRIMARY KEY CHECK (length(hash) = 32),
  offered_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
);

-- One row per message of a provider that was acted upon: the same one again is not.
CREATE TABLE milestone.received_message
(
  message_id   text PRIMARY KEY CHECK (length(message_id) BETWEEN 1 AND 200),
  received_at  timestamptz NOT NULL
);

REVOKE ALL ON milestone.app_user, milestone.person, milestone.external_identity, milestone.local_password, milestone.session, milestone.sign_in_attempt,
  milestone.data_protection_key, milestone.first_administrator, milestone.received_message FROM milestone_app;

-- One row per person's place in an organisation.
CREATE TABLE milestone.membership
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  user_id          uuid NOT NULL REFERENCES milestone.app_user,
  role             smallint NOT NULL CHECK (role BETWEEN 1 AND 4), -- 1 viewer, 2 project manager, 3 accountant, 4 administrator
  since            timestamptz NOT NULL,
  version          bigint NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (organisation_id, user_id)
);

CREATE INDEX membership_user ON milestone.membership (user_id);

-- One row per project that a project manager is limited to.
CREATE TABLE milestone.project_member
(
  organisation_id  uuid NOT NULL,
  user_id          uuid NOT NULL,
  project_id       uuid NOT NULL,
  PRIMARY KEY (organisation_id, user_id, project_id),
  FOREIGN KEY (organisation_id, user_id) REFERENCES milestone.membership ON DELETE CASCADE
);

-- One row per invitation into an organisation. The link holds a random code; here is its SHA-256.
CREATE TABLE milestone.invitation
(
  organisation_id  uuid NOT NULL REFERENCES milestone.organisation,
  invitation_id    uuid NOT NULL,
  email            text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  role             smallint NOT NULL CHECK (role BETWEEN 1 AND 4),
  projects         uuid[] NOT NULL DEFAULT '{}',
  hash             bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  invited_by       text NOT NULL,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  accepted_at      timestamptz,
  accepted_by      uuid REFERENCES milestone.app_user,
  revoked_at       timestamptz,
  PRIMARY KEY (organisation_id, invitation_id)
);

CREATE INDEX invitation_email ON milestone.invitation (lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL;

CALL milestone.protect_tables();

GRANT INSERT, UPDATE, DELETE ON milestone.membership TO milestone_app;
GRANT INSERT, DELETE ON milestone.project_member TO milestone_app;
GRANT INSERT, UPDATE ON milestone.invitation TO milestone_app;

-- As record_change, for rows about people: without names and secrets, and in the installation's own log where a row is no organisation's.
CREATE FUNCTION milestone.record_people_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - 'hash' - 'email' END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - 'hash' - 'email' END;
BEGIN
  INSERT INTO milestone.audit_log (organisation_id, recorded_at, actor, action, entity, before, after)
  VALUES (
    COALESCE((COALESCE(new_row, old_row) ->> 'organisation_id')::uuid, '00000000-0000-0000-0000-000000000000'),
    COALESCE(NULLIF(current_setting('milestone.now', true), '')::timestamptz, now()),
    COALESCE(NULLIF(current_setting('milestone.actor', true), ''), session_user),
    lower(TG_OP),
    TG_TABLE_NAME,
    old_row,
    new_row);
  RETURN NULL;
END
$$;

CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.app_user FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.external_identity FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.local_password FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.membership FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.project_member FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();
CREATE TRIGGER audit_change AFTER INSERT OR UPDATE OR DELETE ON milestone.invitation FOR EACH ROW EXECUTE FUNCTION milestone.record_people_change();

-- Hosts keep the sessions that they know. What takes a right away, or gives one, is said as it commits; a new session changes nothing that is known.
CREATE FUNCTION milestone.tell_hosts_of_people() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  PERFORM pg_notify('milestone', TG_TABLE_NAME);
  RETURN NULL;
END
$$;

CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.app_user FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();
CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.person FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();
CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.external_identity FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();
CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.membership FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();
CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.project_member FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();
CREATE TRIGGER tell_hosts AFTER UPDATE OF ended_at OR DELETE ON milestone.session FOR EACH STATEMENT EXECUTE FUNCTION milestone.tell_hosts_of_people();

-- A user with what it may see: a place in each organisation, with the projects of a project manager. Called by the functions below only.
CREATE FUNCTION milestone.memberships_of(who uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, milestone AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object(
    'organisation', m.organisation_id,
    'role', m.role,
    'projects', CASE WHEN m.role = 2 THEN COALESCE(
      (SELECT jsonb_agg(p.project_id ORDER BY p.project_id) FROM milestone.project_member p WHERE p.organisation_id = m.organisation_id AND p.user_id = m.user_id), '[]') END)
    ORDER BY m.organisation_id), '[]')
  FROM milestone.membership m
  WHERE m.user_id = who
$$;

-- Sessions.

-- The user of a session that has neither ended nor expired and was used lately, noting that it is used; nothing for any other.
CREATE FUNCTION milestone.use_session(token_hash bytea, used_at timestamptz, idle interval)
RETURNS TABLE (session_id uuid, user_id uuid, name text, email text, is_owner boolean, kind text, expires_at timestamptz, memberships jsonb)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  WITH used AS
  (
    UPDATE milestone.session s
    SET seen_at = used_at
    WHERE s.hash = token_hash AND s.ended_at IS NULL AND s.expires_at > used_at AND s.seen_at > used_at - idle
      AND EXISTS (SELECT FROM milestone.app_user u WHERE u.user_id = s.user_id AND u.disabled_at IS NULL)
    RETURNING s.*
  )
  SELECT used.session_id, u.user_id, p.name, p.email, u.is_owner, used.kind, used.expires_at, milestone.memberships_of(u.user_id)
  FROM used
  JOIN milestone.app_user u USING (user_id)
  JOIN milestone.person p USING (user_id)
$$;

CREATE FUNCTION milestone.start_session(id uuid, token_hash bytea, who uuid, how text, started_at timestamptz, until timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  -- What ended long ago is of no use to anyone; the audit log has what happened.
  DELETE FROM milestone.session WHERE expires_at < started_at - interval '30 days';
  INSERT INTO milestone.session (session_id, hash, user_id, kind, created_at, seen_at, expires_at)
  SELECT id, token_hash, who, how, started_at, started_at, until
  FROM milestone.app_user u
  WHERE u.user_id = who AND u.disabled_at IS NULL
  RETURNING true
$$;

-- Ends one session, by its hash, or all of a user; how many ended.
CREATE FUNCTION milestone.end_sessions(token_hash bytea, who uuid, at timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  WITH ended AS
  (
    UPDATE milestone.session SET ended_at = at WHERE (hash = token_hash OR user_id = who) AND ended_at IS NULL RETURNING 1
  )
  SELECT count(*) FROM ended
$$;

-- Users.

CREATE FUNCTION milestone.users()
RETURNS TABLE (user_id uuid, email text, name text, is_owner boolean, created_at timestamptz, disabled_at timestamptz, version bigint, has_password boolean, last_seen timestamptz, memberships jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT u.user_id, p.email, p.name, u.is_owner, u.created_at, u.disabled_at, u.version,
    EXISTS (SELECT FROM milestone.local_password l WHERE l.user_id = u.user_id),
    (SELECT max(s.seen_at) FROM milestone.session s WHERE s.user_id = u.user_id),
    milestone.memberships_of(u.user_id)
  FROM milestone.app_user u
  JOIN milestone.person p USING (user_id)
  ORDER BY lower(p.name), lower(p.email)
$$;

-- The members of the organisation that the transaction has chosen, and of no other.
CREATE FUNCTION milestone.members()
RETURNS TABLE (user_id uuid, email text, name text, role smallint, projects uuid[], since timestamptz, version bigint, disabled_at timestamptz, last_seen timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT m.user_id, p.email, p.name, m.role,
    ARRAY(SELECT x.project_id FROM milestone.project_member x WHERE x.organisation_id = m.organisation_id AND x.user_id = m.user_id ORDER BY x.project_id),
    m.since, m.version, u.disabled_at, (SELECT max(s.seen_at) FROM milestone.session s WHERE s.user_id = m.user_id)
  FROM milestone.membership m
  JOIN milestone.app_user u USING (user_id)
  JOIN milestone.person p USING (user_id)
  WHERE m.organisation_id = NULLIF(current_setting('milestone.organisation_id', true), '')::uuid
  ORDER BY lower(p.name), lower(p.email)
$$;

-- The user with an address, with the hash of its password where it has one; for signing in.
CREATE FUNCTION milestone.user_of_email(address text) RETURNS TABLE (user_id uuid, name text, hash text, disabled_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT u.user_id, p.name, l.hash, u.disabled_at
  FROM milestone.person p
  JOIN milestone.app_user u USING (user_id)
  LEFT JOIN milestone.local_password l USING (user_id)
  WHERE lower(p.email) = lower(address)
$$;

-- The user of an identity that another has issued, with what it may see.
CREATE FUNCTION milestone.user_of_identity(by_issuer text, as_subject text)
RETURNS TABLE (user_id uuid, name text, email text, is_owner boolean, disabled_at timestamptz, memberships jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT u.user_id, p.name, p.email, u.is_owner, u.disabled_at, milestone.memberships_of(u.user_id)
  FROM milestone.external_identity i
  JOIN milestone.app_user u USING (user_id)
  JOIN milestone.person p USING (user_id)
  WHERE i.issuer = by_issuer AND i.subject = as_subject
$$;

CREATE FUNCTION milestone.add_user(who uuid, address text, called text, owner boolean, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  INSERT INTO milestone.app_user (user_id, is_owner, created_at) VALUES (who, owner, at);
  INSERT INTO milestone.person (user_id, email, name) VALUES (who, address, called);
$$;

-- Makes a user an owner or no longer, lets it in or no longer; the last owner who is let in stays. Whoever is put out is out of every session at once.
CREATE FUNCTION milestone.change_user(who uuid, owner boolean, disabled timestamptz, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  was milestone.app_user;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('milestone owners'));
  SELECT * INTO was FROM milestone.app_user WHERE user_id = who FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'missing';
  END IF;
  IF was.is_owner AND was.disabled_at IS NULL AND (NOT owner OR disabled IS NOT NULL)
    AND NOT EXISTS (SELECT FROM milestone.app_user WHERE is_owner AND disabled_at IS NULL AND user_id <> who) THEN
    RETURN 'last owner';
  END IF;
  UPDATE milestone.app_user SET is_owner = owner, disabled_at = disabled, version = version + 1
  WHERE user_id = who AND (is_owner, disabled_at) IS DISTINCT FROM (owner, disabled);
  IF disabled IS NOT NULL THEN
    UPDATE milestone.session SET ended_at = at WHERE user_id = who AND ended_at IS NULL;
  END IF;
  RETURN 'done';
END
$$;

-- A new password ends what the old one opened.
CREATE FUNCTION milestone.set_password(who uuid, new_hash text, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  INSERT INTO milestone.local_password (user_id, hash, changed_at) VALUES (who, new_hash, at)
  ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash, changed_at = EXCLUDED.changed_at;
  UPDATE milestone.session SET ended_at = at WHERE user_id = who AND ended_at IS NULL;
$$;

CREATE FUNCTION milestone.link_identity(who uuid, by_issuer text, as_subject text, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  INSERT INTO milestone.external_identity (issuer, subject, user_id, linked_at) VALUES (by_issuer, as_subject, who, at) ON CONFLICT DO NOTHING
$$;

-- Forgets who a user is: its names, passwords and identities go, what it did stays under its id.
CREATE FUNCTION milestone.erase_person(who uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  outcome text;
  address text;
BEGIN
  outcome := milestone.change_user(who, false, at, at);
  IF outcome <> 'done' THEN
    RETURN outcome;
  END IF;
  SELECT email INTO address FROM milestone.person WHERE user_id = who;
  DELETE FROM milestone.local_password WHERE user_id = who;
  DELETE FROM milestone.external_identity WHERE user_id = who;
  DELETE FROM milestone.membership WHERE user_id = who;
  UPDATE milestone.invitation SET email = 'erased', revoked_at = COALESCE(revoked_at, at) WHERE lower(email) = lower(address);
  DELETE FROM milestone.person WHERE user_id = who;
  RETURN outcome;
END
$$;

-- A provider says that an identity is no longer good: its user is put out, once for each message.
CREATE FUNCTION milestone.disable_identity(message text, by_issuer text, as_subject text, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  who uuid;
BEGIN
  INSERT INTO milestone.received_message (message_id, received_at) VALUES (message, at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN 'again';
  END IF;
  SELECT user_id INTO who FROM milestone.external_identity WHERE issuer = by_issuer AND subject = as_subject;
  IF who IS NULL THEN
    RETURN 'unknown';
  END IF;
  RETURN milestone.change_user(who, (SELECT is_owner FROM milestone.app_user WHERE user_id = who), at, at);
END
$$;

-- Invitations.

-- The invitation of a code, where it can still be accepted.
CREATE FUNCTION milestone.invitation_of(code_hash bytea, at timestamptz) RETURNS TABLE (organisation_id uuid, organisation text, email text, role smallint, expires_at timestamptz, is_user boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT i.organisation_id, o.name, i.email, i.role, i.expires_at, EXISTS (SELECT FROM milestone.person p WHERE lower(p.email) = lower(i.email))
  FROM milestone.invitation i
  JOIN milestone.organisation o USING (organisation_id)
  WHERE i.hash = code_hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > at
$$;

-- Whether an address may still accept an invitation.
CREATE FUNCTION milestone.is_invited(address text, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT EXISTS (SELECT FROM milestone.invitation i WHERE lower(i.email) = lower(address) AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > at)
$$;

-- Accepts, for a user, the invitation of a code, or all that were sent to the address that a provider vouches for; how many.
CREATE FUNCTION milestone.accept_invitations(code_hash bytea, address text, who uuid, at timestamptz) RETURNS bigint
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
    INSERT INTO milestone.membership (organisation_id, user_id, role, since) VALUES (taken.organisation_id, who, taken.role, at)
    ON CONFLICT (organisation_id, user_id) DO UPDATE SET role = EXCLUDED.role, version = milestone.membership.version + 1;
    DELETE FROM milestone.project_member WHERE organisation_id = taken.organisation_id AND user_id = who;
    INSERT INTO milestone.project_member (organisation_id, user_id, project_id)
    SELECT taken.organisation_id, who, project FROM unnest(taken.projects) AS project WHERE taken.role = 2 ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN many;
END
$$;

-- Attempts.

-- Counts an attempt before it is made, so that many at once count as many. Answers until when the next one has to wait where this one must not be made,
-- else null. The delay doubles with each attempt beyond those that are free, up to a limit; what failed longer ago than an hour is forgotten.
CREATE FUNCTION milestone.count_attempt(whose bytea, free integer, longest interval, at timestamptz) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
DECLARE
  known milestone.sign_in_attempt;
  many integer;
BEGIN
  INSERT INTO milestone.sign_in_attempt (subject, failures, attempted_at, blocked_until) VALUES (whose, 0, at, at) ON CONFLICT DO NOTHING;
  SELECT * INTO known FROM milestone.sign_in_attempt WHERE subject = whose FOR UPDATE;
  IF known.blocked_until > at THEN
    RETURN known.blocked_until;
  END IF;
  many := CASE WHEN known.attempted_at < at - interval '1 hour' THEN 1 ELSE known.failures + 1 END;
  UPDATE milestone.sign_in_attempt
  SET failures = many, attempted_at = at, blocked_until = at + CASE WHEN many < free THEN interval '0' ELSE least(longest, interval '1 second' * power(2, least(many - free, 20))) END
  WHERE subject = whose;
  RETURN NULL;
END
$$;

-- A sign-in that succeeded was no failure: the account begins anew, and the address has one less.
CREATE FUNCTION milestone.forgive_attempts(account bytea, address bytea, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  DELETE FROM milestone.sign_in_attempt WHERE subject = account OR attempted_at < at - interval '1 day';
  UPDATE milestone.sign_in_attempt SET failures = greatest(failures - 1, 0), blocked_until = at WHERE subject = address;
$$;

-- Keys.

CREATE FUNCTION milestone.protection_keys() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT content FROM milestone.data_protection_key ORDER BY added_at, key_name
$$;

CREATE FUNCTION milestone.add_protection_key(called text, content text, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  INSERT INTO milestone.data_protection_key (key_name, content, added_at) VALUES (called, content, at) ON CONFLICT DO NOTHING
$$;

-- The first administrator.

-- Remembers a link for as long as nobody has a user; false where somebody has.
CREATE FUNCTION milestone.offer_first_administrator(code_hash bytea, at timestamptz, until timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  DELETE FROM milestone.first_administrator WHERE expires_at <= at;
  INSERT INTO milestone.first_administrator (hash, offered_at, expires_at)
  SELECT code_hash, at, until WHERE NOT EXISTS (SELECT FROM milestone.app_user)
  RETURNING true
$$;

-- Whether a link still makes the first administrator.
CREATE FUNCTION milestone.is_first_administrator(code_hash bytea, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
  SELECT EXISTS (SELECT FROM milestone.first_administrator WHERE hash = code_hash AND expires_at > at) AND NOT EXISTS (SELECT FROM milestone.app_user)
$$;

-- Makes the first administrator, once; false where the link is no good, or somebody was faster.
CREATE FUNCTION milestone.take_first_administrator(code_hash bytea, who uuid, address text, called text, password_hash text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, milestone AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('milestone owners'));
  IF NOT milestone.is_first_administrator(code_hash, at) THEN
    RETURN false;
  END IF;
  PERFORM milestone.add_user(who, address, called, true, at);
  PERFORM milestone.set_password(who, password_hash, at);
  DELETE FROM milestone.first_administrator;
  RETURN true;
END
$$;

-- Functions are nobody's until they are given.
DO $$
DECLARE
  made regprocedure;
BEGIN
  FOR made IN
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'milestone'::regnamespace
      AND proname IN ('record_people_change', 'tell_hosts_of_people', 'memberships_of', 'use_session', 'start_session', 'end_sessions', 'users', 'members', 'user_of_email',
        'user_of_identity', 'add_user', 'change_user', 'set_password', 'link_identity', 'erase_person', 'disable_identity', 'invitation_of', 'is_invited', 'accept_invitations',
        'count_attempt', 'forgive_attempts', 'protection_keys', 'add_protection_key', 'offer_first_administrator', 'is_first_administrator', 'take_first_administrator')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    IF made::text NOT SIMILAR TO 'milestone.(record_people_change|tell_hosts_of_people|memberships_of)%' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO milestone_app', made);
    END IF;
  END LOOP;
END
$$;
