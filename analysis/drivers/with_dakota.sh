#!/bin/sh
# One evaluation for Dakota: with_dakota.sh PARAMETERS RESULTS, as `analysis_drivers` of with_dakota.in says.
#
# PARAMETERS has the number of variables, then "VALUE NAME" a line. RESULTS gets a measure a line, or FAIL, which
# Dakota captures (`failure_capture`). SCENARIO and MEASURES come from the environment.
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
awk 'NR == 1 { n = $1; next } NR <= n + 1 { print $2, $1 }' "$1" >"$folder/settings.txt"
"${BASSIN:-bassin}" run "$SCENARIO" --quiet -o "$folder/run.h5" --set-from "$folder/settings.txt"
row=$("${BASSIN:-bassin}" score "$folder/run.h5" --format row --measures "$MEASURES" 2>"$folder/messages") || row=FAIL
echo "$row" | tr , '\n' >"$2"
