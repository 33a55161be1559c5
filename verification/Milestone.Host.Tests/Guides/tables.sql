-- A row is a table and one that it belongs to, by a foreign key to another table than the organisation's; or a table alone, without any such.
SELECT one.relname, other.relname
FROM pg_class one
LEFT JOIN LATERAL (
    SELECT DISTINCT parent.relname
    FROM pg_constraint key
    JOIN pg_class parent ON parent.oid = key.confrelid
    WHERE key.contype = 'f' AND key.conrelid = one.oid AND parent.oid <> one.oid AND parent.relname <> 'organisation'
) other ON true
WHERE one.relnamespace = 'milestone'::regnamespace AND one.relkind IN ('r', 'p')
  AND (other.relname IS NOT NULL OR NOT EXISTS (
    SELECT FROM pg_constraint child JOIN pg_class holder ON holder.oid = child.conrelid
    WHERE child.contype = 'f' AND child.confrelid = one.oid AND one.relname <> 'organisation' AND holder.oid <> one.oid))
ORDER BY one.relname, other.relname
