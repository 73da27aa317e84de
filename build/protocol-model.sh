#!/usr/bin/env bash
# Checks the model of the protocol (docs/protocol-model) with spin: the model holds, fully searched, and every variant
# that takes one rule out is refuted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../docs/protocol-model"
models=$PWD
for tool in spin cc; do
  command -v $tool >/dev/null || { echo "$tool is missing: install it (Debian: apt-get install spin gcc libc6-dev)." >&2; exit 1; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# search FILE SWITCH…: leaves what the search said in $folder/said; fails when it could not search.
search() {
  local file=$1
  shift
  for switch in "$@"; do
    grep -q "[( ]${switch#-D}\b" "$models/$file" || { echo "There is no ${switch#-D} in $file." >&2; return 1; }
  done
  rm -rf "$folder/work" && mkdir "$folder/work" && cd "$folder/work"
  spin -a "$@" "$models/$file" >spin.log || { cat spin.log >&2; return 1; }
  cc -w -O2 -DSAFETY -DCOLLAPSE -DMEMLIM=1800 -o pan pan.c
  timeout 300 ./pan -m1000000 >"$folder/said" 2>&1 || true
  if grep -qE "max search depth too small|out of memory|reached -DMEMLIM" "$folder/said" || ! grep -q "errors:" "$folder/said"; then
    cat "$folder/said" >&2
    return 1
  fi
}

holds() {
  search "$@" || { echo "not searched: $*"; exit 1; }
  grep -q "errors: 0" "$folder/said" || { cat "$folder/said" >&2; echo "BROKEN: $*"; exit 1; }
  echo "holds: $* ($(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$folder/said") states)"
}

refuted() {
  search "$@" || { echo "not searched: $*"; exit 1; }
  if grep -q "errors: 0" "$folder/said"; then
    echo "NOT REFUTED: $*"
    exit 1
  fi
  echo "refuted: $* — $(sed -n 's/^pan:1: \(.*\) (at depth.*/\1/p' "$folder/said")"
}

holds writing.pml
refuted writing.pml -DNO_FENCE
refuted writing.pml -DNO_SEQUENCE_CHECK
refuted writing.pml -DCOMPLETED_OVER_CANCELLED
refuted writing.pml -DNO_TAKEOVER
refuted writing.pml -DSUCCESSOR_APART
holds watching.pml
holds watching.pml -DNO_LOSS -DNO_POLL
refuted watching.pml -DNO_POLL
refuted watching.pml -DNO_LOSS -DNO_POLL -DREAD_BEFORE_SUBSCRIBE
refuted watching.pml -DKEEP_OLD_READS
refuted watching.pml -DEXTEND_BLINDLY
refuted watching.pml -DSHOW_BEFORE_COMMIT
