#!/bin/sh
# format.sh SOURCE_FOLDER CLANG_FORMAT: every C source is as .clang-format would have it.
set -eu
cd "$1"
sources=$(find sim models tests analysis/web/engine -name '*.[ch]' | sort)
[ -n "$sources" ]
# shellcheck disable=SC2086 # no source has a space in its name
exec "$2" --dry-run -Werror $sources
