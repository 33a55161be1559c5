-- One row per kind of statement, the one that took most time first. Values are not in it; a statement that sets a password keeps its text, and is left out,
-- as are those of other logins, whose text is withheld.
SELECT left(regexp_replace(s.query, '\s+', ' ', 'g'), 200), s.calls, s.mean_exec_time, s.max_exec_time, s.total_exec_time
FROM public.pg_stat_statements s
JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = current_database() AND s.query !~* 'password' AND s.query <> '<insufficient privilege>'
ORDER BY s.total_exec_time DESC
LIMIT 10
