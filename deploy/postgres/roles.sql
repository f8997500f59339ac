-- One database per service, and two roles for each: <service>_owner migrates, <service> works.
-- Nobody reads another one's database. Safe to repeat; a changed password file takes effect then.
--
--   SECRETS=/run/secrets psql -X -v ON_ERROR_STOP=1 -f deploy/postgres/roles.sql postgres
--
-- as a superuser (or a role that may create roles and databases). $SECRETS is the folder that holds
-- <service>_database_password and <service>_owner_password. The container of compose.yaml runs this
-- when its data folder is made. With `-v house=zj_`, databases and roles are named zj_intake and so on: for
-- houses of several provinces on one server, each with a folder of secrets of its own.
\set ON_ERROR_STOP on
\set QUIET on
SET log_min_error_statement = panic; -- a failing statement below would quote a password
SET client_min_messages = warning;
SET password_encryption = 'scram-sha-256';

\if :{?house}
\else
\set house ''
\endif
\set part intake
\ir service.psql
\set part triage
\ir service.psql
\set part investigation
\ir service.psql
