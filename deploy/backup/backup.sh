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

# Once, for whoever asks for a backup now: docker compose run --rm backup once
if [[ "${1:-}" == once ]]; then
  take
  exit
fi

while true; do
  take || echo "The backup failed; the next try is in $every minutes." >&2
  sleep "$((every * 60))" &
  wait $!
done
