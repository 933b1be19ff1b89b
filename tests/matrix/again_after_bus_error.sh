#!/bin/sh
# again_after_bus_error.sh CTEST ARGUMENT ...: runs ctest, and once more what failed where all that went wrong is a bus
# error. clang's OpenMP registers a process in a file of /dev/shm that is mapped before it has its length: threads of
# the program's own that enter and leave OpenMP at the same moment die of it now and then. A race is never tried again.
set -u
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$@" >"$out" 2>&1
code=$?
cat "$out"
if test $code -ne 0 && grep -q 'Bus error' "$out" && ! grep -q 'WARNING: ThreadSanitizer\|\[  FAILED  \]\|\*\*\*Failed' "$out"; then
  "$@" --rerun-failed
  code=$?
fi
exit $code
