#!/bin/sh
# test_rng_stream.sh PATH_OF_RNG_STREAM: what batteries rely on.
set -u
stream=$1
failures=0
fail() {
    echo "rng_stream: $1" >&2
    failures=$((failures + 1))
}

# The reader closes the pipe: quiet, exit 0.
said=$({ { "$stream" 10 2; echo "exit $?" >&2; } | head -c 100000 | wc -c; } 2>&1 | sort | tr -s ' \n' '  ')
[ "$said" = "100000 exit 0 " ] || fail "closed pipe: '$said', expected '100000 exit 0 '"

# Each draw has its address: two draws of one actor on two days, and one draw of one actor, overlap.
words() { "$@" | head -c 16 | od -An -v -tx4 | tr -s ' \n' '  '; }
set -- $(words "$stream" 1 2)
first="$1 $3"
set -- $(words "$stream" 1 1)
[ "$first" = "$1 $2" ] || fail "days: '$first' and '$1 $2' differ"
[ "$(words "$stream" 1 1 1)" = "$(words "$stream" 1 1)" ] || fail "the default seed is not 1"
[ "$(words "$stream" 1 1 2)" != "$(words "$stream" 1 1)" ] || fail "the seed has no effect"

# Faults.
if [ -w /dev/full ]; then
    "$stream" >/dev/full 2>/dev/null
    [ $? -eq 1 ] || fail "a full disk is not exit 1"
fi
for bad in 0 -1 x 1.5 "" "1 0" "1 1 -1" "1 1 1 1"; do
    # shellcheck disable=SC2086 # split on purpose
    if [ -z "$bad" ]; then "$stream" "" >/dev/null 2>&1; else "$stream" $bad >/dev/null 2>&1; fi
    [ $? -eq 2 ] || fail "arguments '$bad' are not refused"
done
exit $((failures > 0))
