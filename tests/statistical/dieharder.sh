#!/bin/sh
# dieharder.sh PATH_OF_RNG_STREAM [ACTORS DRAWS]...: the keyed streams under Debian's dieharder.
#
# For each (actors, draws per key) setting, each test of the list reads a stream with a seed of its own.
# Prints one line per assessment and fails when one is FAILED: dieharder says so below p = 1e-6, so a perfect
# generator fails the defaults (about 250 assessments) less than once in a thousand times. WEAK ones (p within
# 0.005 of 0 or 1) are expected, two or three. Needs minutes; not part of ctest.
set -u

stream=$1
shift
[ $# -gt 0 ] || set -- 1000 1 37 3 1000000 1 2 16
# Without those that dieharder itself calls suspect (5, 6, 7) or not to be used (14).
# A test that needs a parameter is given as TEST:N; without it dieharder fails even a perfect generator.
tests="0 1 2 3 4 8 9 10 11 12 13 15 16 17 100 101 102 201:2 201:3 201:5 202:3 202:5 203:0 203:7 203:30
       204 205 206 207 208 209"

command -v dieharder >/dev/null || {
    echo "dieharder.sh: dieharder is not installed (apt-get install dieharder)" >&2
    exit 1
}
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
while [ $# -gt 1 ]; do
    echo "# rng_stream $1 $2"
    for test in $tests; do
        number=${test%:*}
        case $test in *:*) parameter="-n ${test#*:}" ;; *) parameter= ;; esac
        # shellcheck disable=SC2086 # no parameter must be no argument
        "$stream" "$1" "$2" "$number" | dieharder -g 200 -d "$number" $parameter -D test_name -D ntuple -D pvalues -D assessment
    done | sed 's/^ *//' | tee -a "$log"
    shift 2
done
echo "# $(grep -c PASSED "$log") passed, $(grep -c WEAK "$log") weak, $(grep -c FAILED "$log") failed"
grep -q PASSED "$log" && ! grep -q FAILED "$log"
