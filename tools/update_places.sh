#!/bin/sh
# Makes the places anew that are made from public tables (their jobs follow the scenario that they are like), runs them with three
# seeds each (some four minutes) and writes what has come out into tests/territory/places.csv and docs/own_place.md.
#
#     tools/update_places.sh [PROGRAM [mulhouse] [vannes] [gueret]]
#
# PROGRAM is the built bassin, by default build/release/bassin. Names run these alone; the other figures stay.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
program=${1:-$root/build/release/bassin}
[ $# -eq 0 ] || shift
"$root/tests/territory/places.py" update "$program" "$@"
