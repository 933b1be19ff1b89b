#!/bin/sh
# build.sh SOURCE_FOLDER PRESET BUILD_FOLDER JOBS [TARGET ...]: builds a preset in a folder of the caller's choice.
set -eu
source=$1
preset=$2
build=$3
jobs=$4
shift 4
cd "$source"
cmake --preset "$preset" -B "$build" >/dev/null
exec cmake --build "$build" --parallel "$jobs" ${1+--target "$@"} -- --quiet -k 0
