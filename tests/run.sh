#!/bin/sh
# All tests: installs what is missing, builds, and runs them through ctest.
#
#   tests/run.sh [OPTION ...]     options go to ctest, such as -R mailbox, -LE matrix or --rerun-failed
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
tools/setup.sh tests
tools/build.sh
exec ctest --preset release --parallel "$(nproc)" "$@"
