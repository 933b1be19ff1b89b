#!/bin/sh
# Runs the experiments whose outcome is known and writes what came out into docs/validation.md and into each experiment.
#
#     tools/update_validation.sh [PROGRAM] [OPTION ...]
#
# PROGRAM is the built bassin, by default build/release/bassin; the options are those of `bassin validate` beside
# `--force`, such as `-t 1` or `--no-run`. Results go to build/validation: stopped, the same command line goes on. The
# half hour of one processor that it takes is spent again for each version of the program.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/build/release/bassin
case ${1--} in
-*) ;;
*)
    program=$1
    shift
    ;;
esac
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
page=$root/docs/validation.md
new=$(mktemp)
table=$(mktemp)
trap 'rm -f "$new" "$table"' EXIT
cd "$root"
mkdir -p build

COLUMNS=80 "$program" validate --force -o build/validation "$@" >"$table"

# What stands between the two marks is replaced.
awk -v table="$table" -v version="$("$program" --version)" '
    /^<!-- end of known outcomes -->/ { inside = 0 }
    !inside { print }
    /^<!-- known outcomes -->/ {
        inside = 1
        print "```"
        print "$ bassin validate        # " version
        print ""
        while ((getline line < table) > 0) print line
        print "```"
    }' "$page" >"$new"
cat "$new" >"$page" # keeps its mode
"$program" validate --no-run -o build/validation -F json | tools/write_outcomes.py scenarios/experiments
echo "$page and scenarios/experiments: updated"
