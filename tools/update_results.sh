#!/bin/sh
# Runs the shipped scenarios with eight seeds each (some minutes) and writes what has come out into tests/scorecards/, docs/scorecards.md and the README.
#
#     tools/update_results.sh [PROGRAM]
#
# PROGRAM is the built bassin, by default build/release/bassin.
set -eu
root=$(dirname "$0")/..
program=${1:-$root/build/release/bassin}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$root/tests/scorecards/scorecards.py" update "$program" "$folder"
