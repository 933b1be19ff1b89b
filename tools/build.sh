#!/bin/sh
# Configures and builds the release preset, and only what has changed since the last time.
#
#   tools/build.sh [TARGET ...]
#
# On a terminal one line shows the progress; elsewhere it says nothing but errors.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

# A build folder remembers where its sources are; one that was moved or copied along is made anew.
fresh=
cache=build/release/CMakeCache.txt
if [ -f $cache ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" $cache; then
    fresh=--fresh
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "build: release, in build/release" >&2
if ! cmake --preset release $fresh >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
if [ -t 2 ]; then
    cmake --build --preset release ${1+--target "$@"} >&2
else
    cmake --build --preset release ${1+--target "$@"} -- --quiet >&2
fi
