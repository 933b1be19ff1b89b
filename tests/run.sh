#!/bin/sh
# The tests: installs what is missing, builds, and runs them through ctest.
#
#   tests/run.sh                  what a change has to pass
#   tests/run.sh --long           with those whose label is `long`, some minutes more
#   tests/run.sh OPTION ...       options go to ctest, such as -R mailbox, -LE matrix or --rerun-failed
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
tools/setup.sh tests
tools/build.sh
case ${1-} in
'') set -- -LE long ;;
--long) shift ;;
esac
exec ctest --preset release --parallel "$(nproc)" "$@"
