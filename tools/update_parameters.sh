#!/bin/sh
# Writes docs/parameters.md, the parameters of the labour market, as the program itself gives them.
#
#     tools/update_parameters.sh [--check] [PROGRAM [PAGE]]
#
# PROGRAM is the built bassin, by default build/release/bassin. --check changes nothing and exits 1 when the page is
# out of date.
set -eu

check=no
if [ "${1-}" = --check ]; then
    check=yes
    shift
fi
root=$(dirname "$0")/..
program=${1:-$root/build/release/bassin}
page=${2:-$root/docs/parameters.md}
new=$(mktemp)
trap 'rm -f "$new"' EXIT

cat >"$new" <<'END'
# Parameters of the labour market

This page is what `bassin params --model labour_market --format markdown` prints; `tools/update_parameters.sh` writes it, and a
test fails while it is out of date. `bassin params PATTERN` prints some of it. [The model document](../models/labour_market/README.md) says
what the parameters do. The source "assumption" marks what has no source of its own.

END
"$program" params --model labour_market --format markdown >>"$new"

if cmp -s "$new" "$page"; then
    exit 0
fi
if [ "$check" = yes ]; then
    echo "$page: out of date; run tools/update_parameters.sh" >&2
    exit 1
fi
cat "$new" >"$page" # keeps its mode
echo "$page: updated"
