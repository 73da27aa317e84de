#!/usr/bin/env bash
# Run once by the primary's image: a role that may replicate, from this machine only.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$REPLICATION_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE replication WITH REPLICATION LOGIN PASSWORD :'password';
SQL
echo "host replication replication 127.0.0.1/32 scram-sha-256" >> "$PGDATA/pg_hba.conf"
