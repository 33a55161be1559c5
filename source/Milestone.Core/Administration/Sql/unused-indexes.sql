-- One row per index that no statement has used since the statistics began and that holds no rule either, the largest first.
SELECT u.relname, u.indexrelname, pg_relation_size(u.indexrelid)
FROM pg_stat_user_indexes u
JOIN pg_index i USING (indexrelid)
WHERE u.schemaname = 'milestone' AND u.idx_scan = 0 AND NOT i.indisunique
ORDER BY pg_relation_size(u.indexrelid) DESC, u.indexrelname
LIMIT 20
