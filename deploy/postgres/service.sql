-- One service's two roles and its schema. Included by roles.sql, which sets
-- service, password and migrator_password.

\set migrator :service _migrator

SELECT format('CREATE ROLE %I', role)
FROM unnest(ARRAY[:'service', :'migrator']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

ALTER ROLE :"service" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
ALTER ROLE :"migrator" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'migrator_password';
GRANT CONNECT ON DATABASE nonpermanen TO :"service", :"migrator";
-- Counting anew happens in temporary tables beside the live ones.
GRANT TEMPORARY ON DATABASE nonpermanen TO :"migrator";

-- Set on the role, so that it also holds behind a pooler in transaction mode.
ALTER ROLE :"service" SET search_path = :"service";
ALTER ROLE :"migrator" SET search_path = :"service";
ALTER ROLE :"service" SET timezone = 'UTC';
ALTER ROLE :"migrator" SET timezone = 'UTC';

CREATE SCHEMA IF NOT EXISTS :"service";
ALTER SCHEMA :"service" OWNER TO :"migrator";
GRANT USAGE ON SCHEMA :"service" TO :"service";

ALTER DEFAULT PRIVILEGES FOR ROLE :"migrator" IN SCHEMA :"service"
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"migrator" IN SCHEMA :"service"
    GRANT USAGE, SELECT ON SEQUENCES TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"migrator" IN SCHEMA :"service"
    GRANT EXECUTE ON FUNCTIONS TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"migrator"
    REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
