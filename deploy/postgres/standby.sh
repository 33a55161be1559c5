#!/bin/bash
# A hot standby: copies the primary once, into an empty folder, then follows it. Started again it goes on following.
set -euo pipefail

if [[ ! -s "$PGDATA/PG_VERSION" ]]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  until pg_basebackup --pgdata "$PGDATA" --wal-method stream --checkpoint fast --write-recovery-conf --create-slot --slot standby \
    --dbname "host=postgres user=milestone_backup password=$MILESTONE_BACKUP_PASSWORD application_name=standby"; do
    echo "The primary does not answer yet; trying again." >&2
    find "$PGDATA" -mindepth 1 -delete
    sleep 2
  done
fi
# max_slot_wal_keep_size stands on the primary: a standby that is gone for good must not fill its disk.
exec postgres -c hot_standby=on -c hot_standby_feedback=on
