#!/bin/sh
# Run once by the postgres image on an empty volume: roles, schemas, grants.
set -eu
exec psql --no-psqlrc --username postgres --dbname postgres --file /roles/roles.sql
