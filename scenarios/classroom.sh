#!/bin/sh
# The classroom: a page that simulates a town in the browser. Installs what is missing (Debian 12), builds the page, and
# opens it.
#
#   scenarios/classroom.sh [--no-open]
#
# The page is one file that needs no network and no installation: copy it to a stick or a school's server.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

tools/setup.sh web
tools/build.sh bassin
analysis/web/build.sh

page=$(pwd -P)/build/web/classroom.html
echo "The page is $page"
echo "The teacher's sheets are lesson.html and lesson.fr.html beside it."
[ "${1-}" != --no-open ] || exit 0
for opener in xdg-open open; do
    if command -v $opener >/dev/null; then
        $opener "$page"
        exit 0
    fi
done
echo "Open it in a browser."
