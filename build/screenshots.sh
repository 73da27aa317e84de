#!/usr/bin/env bash
# Makes the pictures of docs/images from the running product: the real server, an empty folder, the demo model.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/tools.sh
. build/test-servers.sh

need dotnet ".NET 10 SDK"
need node "Node.js 20 or later"
install_test_servers
install_page_tools
build_page
build_server Release src/Inkstream.Studio

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }; rm -rf "$folder"' EXIT
dotnet src/Inkstream.Studio/bin/Release/net10.0/Inkstream.Studio.dll --urls http://127.0.0.1:0 --Storage:Path="$folder/data" >"$folder/log" 2>&1 &
server=$!
address=
for _ in $(seq 300); do
  address=$(sed -n 's/^Inkstream is ready at //p' "$folder/log")
  [ -z "$address" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
[ -n "$address" ] || { cat "$folder/log" >&2; exit 1; }
mkdir -p docs/images
node build/screenshots.mjs "$address" docs/images
ls -l docs/images
