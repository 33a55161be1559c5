-- The statement that makes the database, where it is missing: it runs in no transaction, and so in no function.
SELECT format('CREATE DATABASE %I', @name)
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = @name);
