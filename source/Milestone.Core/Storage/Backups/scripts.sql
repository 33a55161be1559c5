-- One row per migration that is applied, in order.
SELECT scriptname
FROM milestone.schema_version
ORDER BY schemaversionsid;
