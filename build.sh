#!/usr/bin/env bash
# Builds the pipeline when one of its sources is newer than it, then runs it. ./build.sh --help lists what it can do.
set -euo pipefail

script="${BASH_SOURCE[0]}"
while [[ -L "$script" ]]; do
  link="$(readlink "$script")"
  [[ "$link" == /* ]] || link="$(dirname "$script")/$link"
  script="$link"
done
root="$(cd "$(dirname "$script")" && pwd -P)"

find_dotnet() {
  local candidate
  for candidate in "${DOTNET_ROOT:-/nowhere}/dotnet" "$(command -v dotnet || true)" "$HOME/.dotnet/dotnet" \
    /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet /opt/homebrew/bin/dotnet; do
    if [[ -x "$candidate" ]]; then
      echo "$candidate"
      return
    fi
  done
  echo "The .NET 10 SDK was not found. Install it (https://dot.net), or name its folder in DOTNET_ROOT." >&2
  exit 1
}

dotnet="$(find_dotnet)"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

output="$root/artifacts/bin/Milestone.Build/release"
stamp="$output/.built"

# A folder's own time changes when a file in it is deleted, so folders count as sources too.
is_current() {
  [[ -f "$stamp" && -f "$output/Milestone.Build.dll" ]] || return 1
  [[ -z "$(find "$root/build" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" \
    \( -name obj -o -name bin \) -prune -o -newer "$stamp" -print 2>/dev/null | head -n 1)" ]]
}

build() {
  is_current && return   # another call may have built it while this one waited
  local locked=() started
  [[ "${CI:-}" == true ]] && locked=(-p:RestoreLockedMode=true)
  started="$(mktemp)"    # a source changed during the build is newer than this
  # The analysers are left to Compile, which builds this project with all others: here they would only make everybody wait.
  if ! "$dotnet" build "$root/build/Milestone.Build.csproj" --configuration Release --verbosity quiet --nologo --consoleLoggerParameters:NoSummary \
    -p:RunAnalyzers=false \
    ${locked[@]+"${locked[@]}"} >"$started.log" 2>&1; then
    sort -u "$started.log" | grep -E "error|warning" >&2 || cat "$started.log" >&2
    rm -f "$started" "$started.log"
    exit 1
  fi
  touch -r "$started" "$stamp"
  rm -f "$started" "$started.log"
}

if ! is_current; then
  if [[ -t 2 ]]; then echo "Building the pipeline, which takes a moment ..." >&2; fi
  mkdir -p "$root/artifacts/obj"
  if command -v flock >/dev/null; then
    # The compiler's servers outlive the build: 9>&- keeps them from holding the lock.
    (flock 9; build 9>&-) 9>"$root/artifacts/obj/pipeline.lock"
  else
    build
  fi
fi

exec "$dotnet" "$output/Milestone.Build.dll" "$@"
