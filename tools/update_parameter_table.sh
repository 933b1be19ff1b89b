#!/bin/sh
# Puts the list of parameters, as the program itself gives it, into the README of each model: between the lines
# `<!-- parameters -->` and `<!-- end of parameters -->` of models/NAME/README.md, where these stand.
#
#     tools/update_parameter_table.sh [--check] [PROGRAM]
#
# PROGRAM is the built bassin, by default build/release/bassin. --check changes nothing and exits 1 when a list is
# out of date. Exit 77: no README has the two lines.
set -eu

check=no
if [ "${1-}" = --check ]; then
    check=yes
    shift
fi
models=${BASSIN_MODELS:-$(dirname "$0")/../models} # the variable is for the test of this script
program=${1:-$(dirname "$0")/../build/release/bassin}
begin='<!-- parameters -->'
end='<!-- end of parameters -->'

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=77
for readme in "$models"/*/README.md; do
    if ! grep -qxF -e "$begin" "$readme"; then
        continue
    fi
    if [ "$(grep -xF -e "$begin" -e "$end" "$readme")" != "$begin
$end" ]; then
        echo "$readme: expected one line \"$begin\" and after it one line \"$end\"" >&2
        exit 2
    fi
    "$program" params --model "$(basename "$(dirname "$readme")")" --format markdown >"$folder/list"
    {
        sed "/^$begin\$/q" "$readme"
        echo
        cat "$folder/list"
        echo
        sed -n "/^$end\$/,\$p" "$readme"
    } >"$folder/readme"
    if cmp -s "$folder/readme" "$readme"; then
        [ "$status" -ne 77 ] || status=0
    elif [ "$check" = yes ]; then
        echo "$readme: the parameters are out of date; run tools/update_parameter_table.sh" >&2
        status=1
    else
        cat "$folder/readme" >"$readme" # keeps its mode
        echo "$readme: updated"
        status=0
    fi
done
[ "$status" -ne 77 ] || echo "no README has the lines \"$begin\" and \"$end\"" >&2
exit "$status"
