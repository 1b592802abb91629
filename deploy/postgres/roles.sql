-- The database's house rules: one schema per service, its migrator owns it, its role reads and
-- writes rows in it, and nobody else may enter. Safe to run again; needs psql 15 or newer.
--
--   PGPASSWORD=… psql --dbname postgres --file deploy/postgres/roles.sql
--
-- Passwords come from the environment: IDENTITY_PASSWORD, IDENTITY_MIGRATOR_PASSWORD, and so on.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

SELECT 'CREATE DATABASE nonpermanen'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'nonpermanen') \gexec

REVOKE ALL ON DATABASE postgres, template1, nonpermanen FROM PUBLIC;

\connect nonpermanen
SET client_min_messages = warning;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

\set service identity
\getenv password IDENTITY_PASSWORD
\getenv migrator_password IDENTITY_MIGRATOR_PASSWORD
\ir service.sql

\set service registration
\getenv password REGISTRATION_PASSWORD
\getenv migrator_password REGISTRATION_MIGRATOR_PASSWORD
\ir service.sql

\set service verification
\getenv password VERIFICATION_PASSWORD
\getenv migrator_password VERIFICATION_MIGRATOR_PASSWORD
\ir service.sql

\set service reporting
\getenv password REPORTING_PASSWORD
\getenv migrator_password REPORTING_MIGRATOR_PASSWORD
\ir service.sql

\set service notifier
\getenv password NOTIFIER_PASSWORD
\getenv migrator_password NOTIFIER_MIGRATOR_PASSWORD
\ir service.sql
