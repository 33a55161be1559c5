-- Hosts keep what they have drawn for as long as the data is the same. They listen on the channel "milestone" to learn when it no longer is, whoever
-- changed it; PostgreSQL sends the word as the change commits. What is said does not matter: a host that hears anything asks again.
CREATE FUNCTION milestone.tell_hosts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, milestone AS $$
BEGIN
  PERFORM pg_notify('milestone', TG_TABLE_NAME || ' ' || COALESCE(NEW.organisation_id, OLD.organisation_id));
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION milestone.tell_hosts() FROM PUBLIC;

CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.organisation FOR EACH ROW EXECUTE FUNCTION milestone.tell_hosts();
CREATE TRIGGER tell_hosts AFTER INSERT OR UPDATE OR DELETE ON milestone.personal_version FOR EACH ROW EXECUTE FUNCTION milestone.tell_hosts();
