#!/usr/bin/env bash
# Writes docs/openapi.json from the server and the page's types from it. Run it after changing what the API takes or gives.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/tools.sh
install_page_tools
build_server Release src/Inkstream.Studio
folder=$(mktemp -d)
dotnet src/Inkstream.Studio/bin/Release/net10.0/Inkstream.Studio.dll --urls http://127.0.0.1:0 --Storage:Path="$folder/data" >"$folder/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 100); do
  address=$(sed -n 's/^Inkstream is ready at //p' "$folder/log")
  [ -n "$address" ] && break
  sleep 0.1
done
node -e 'fetch(process.argv[1] + "/openapi/v1.json").then((r) => r.json()).then((d) => require("fs").writeFileSync(process.argv[2], JSON.stringify(d, null, 2) + "\n"))' "$address" docs/openapi.json
(cd web && npm run --silent types && npx prettier --write src/api/schema.d.ts >/dev/null)
