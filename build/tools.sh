# Shared by ./run, ./test and ./bench: builds only what is stale. Sourced, from the repository's root.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# need COMMAND WHAT: ends with a sentence when a command is missing.
need() {
  command -v "$1" >/dev/null 2>&1 || { echo "$1 is missing: install the $2 first." >&2; exit 1; }
}

# digest PATH…: one line that changes when any file below does.
digest() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/bin/*' -not -path '*/obj/*' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

# fresh STAMP DIGEST: whether the stamp holds the digest.
fresh() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

install_page_tools() {
  local sum
  sum=$(cksum web/package-lock.json)
  fresh web/node_modules/.inkstream-stamp "$sum" && return
  echo "Installing the page's packages …" >&2
  (cd web && npm ci --no-audit --no-fund --loglevel=error) >&2
  printf '%s' "$sum" > web/node_modules/.inkstream-stamp
}

# The page goes where the server serves it from.
build_page() {
  local sum out=src/Inkstream.Studio/wwwroot
  sum=$(digest web/src web/public web/index.html web/package-lock.json web/vite.config.ts web/tsconfig.json)
  fresh "$out/.stamp" "$sum" && return
  install_page_tools
  echo "Building the page …" >&2
  (cd web && npm run --silent build) >&2
  rm -rf "$out"
  cp -R web/dist "$out"
  printf '%s' "$sum" > "$out/.stamp"
}

# build_server CONFIGURATION PROJECT
build_server() {
  local stamp="$2/bin/$1/.stamp" sum
  sum=$(digest src Directory.Build.props Directory.Packages.props global.json)
  fresh "$stamp" "$sum" && return
  echo "Building the server …" >&2
  dotnet build "$2" -c "$1" -v q -clp:NoSummary >&2
  printf '%s' "$sum" > "$stamp"
}
