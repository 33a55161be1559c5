#!/bin/bash
# Takes a backup every hour, keeps as many as the environment says, and copies them elsewhere where a place is named.
# Ends at once when it is told to: a backup under way is a temporary file that the next one removes.
set -uo pipefail

folder="${BACKUP_FOLDER:-/backups}"
every="${BACKUP_EVERY_MINUTES:-60}"
trap 'exit 0' TERM INT

take() {
  dotnet /app/Milestone.Host.dll backup --output "$folder" \
    --keep-hourly "${BACKUP_KEEP_HOURLY:-24}" --keep-daily "${BACKUP_KEEP_DAILY:-14}" --keep-monthly "${BACKUP_KEEP_MONTHLY:-24}" || return
  # Any place that rclone knows: RCLONE_CONFIG_OFFSITE_TYPE=s3 and so on name it, BACKUP_OFFSITE=offsite:bucket/milestone uses it.
  if [[ -n "${BACKUP_OFFSITE:-}" ]]; then
    rclone sync "$folder" "$BACKUP_OFFSITE" --include '*.milestone' --include '*.json' --immutable --stats-one-line || return
  fi
}

# For "to a moment": a copy of the whole server a day, and of the archive what the oldest of the kept copies still needs.
# A copy is named base-20261128 when it is whole; the log of two days is what an accident that is noticed late takes.
copy_base() {
  local today wal="${WAL_FOLDER:-/wal}" kept="${BACKUP_KEEP_BASES:-2}" oldest first
  [[ -d "$wal" ]] || return 0
  today="$wal/base-$(date -u +%Y%m%d)"
  [[ -d "$today" ]] && return 0
  rm -rf "$wal/base.part"
  pg_basebackup --pgdata "$wal/base.part" --wal-method=none --checkpoint=fast --no-password || return
  mv "$wal/base.part" "$today"
  find "$wal" -maxdepth 1 -type d -name 'base-*' | sort -r | tail -n "+$((kept + 1))" | xargs -r rm -rf
  oldest="$(find "$wal" -maxdepth 1 -type d -name 'base-*' | sort | head -n 1)"
  first="$(sed -n 's/^START WAL LOCATION.*(file \([0-9A-F]\{24\}\))$/\1/p' "$oldest/backup_label")"
  [[ -n "$first" ]] && pg_archivecleanup "$wal" "$first"
}

# Once, for whoever asks for a backup now: docker compose run --rm backup once
if [[ "${1:-}" == once ]]; then
  take
  exit
fi

while true; do
  take || echo "The backup failed; the next try is in $every minutes." >&2
  copy_base || echo "The base copy failed; the next try is in $every minutes." >&2
  sleep "$((every * 60))" &
  wait $!
done
