#!/bin/sh
# Makes the page: one HTML file that opens from the disk without a network. And the empty report that `bassin report` fills.
#
#   analysis/web/build.sh [engine|report|page]
#
#   engine  only build/web/engine.wasm, the engine and its models as WebAssembly
#   report  only build/web/report.html, which needs no Emscripten
#   page    the engine, the territories, and in build/web classroom.html, the teacher's sheets lesson.html and
#           lesson.fr.html, and report.html (the default)
#
# What is newer than what it is made of stays. tools/setup.sh web installs what is needed. Exit 77: it is not there.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
out=build/web
program=${BASSIN:-build/release/bassin}
sources="sim/*.c models/models.c models/*/*.c models/*/*/*.c analysis/web/engine/*.c"

need() {
    if ! command -v "$1" >/dev/null; then
        echo "build.sh: there is no $1: tools/setup.sh web installs it" >&2
        exit 77
    fi
}

# Any file of the folders that is newer than the first argument.
newer() {
    made=$1
    shift
    [ ! -e "$made" ] || [ -n "$(find "$@" -type f -newer "$made" -not -path '*/node_modules/*' | head -n 1)" ]
}

# What JavaScript calls is what page.h declares. One call of emcc: its start costs more than most files.
# Portable arithmetic, as in the native build: no contraction. -O3 and -flto were no faster (55 to 60 ms for three years).
build_engine() {
    newer $out/engine.wasm sim/*.[ch] models analysis/web/engine analysis/web/build.sh || return 0
    need emcc
    mkdir -p $out
    exported=$(sed -n 's/^[a-z].*[ *]\(page_[a-z_]*\)(.*/,_\1/p' analysis/web/engine/page.h | tr -d '\n')
    # shellcheck disable=SC2086
    NODE_PATH=/usr/share/nodejs EMSDK_PYTHON=/usr/bin/python3 emcc -std=c17 -O2 -DNDEBUG -msimd128 \
        -ffp-contract=off -fno-math-errno -fno-trapping-math -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -I. \
        -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wno-unknown-pragmas -Wno-pass-failed \
        $sources --no-entry -sSTANDALONE_WASM=1 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2147483648 \
        "-sEXPORTED_FUNCTIONS=_malloc,_free$exported" -o $out/engine.wasm.partial.wasm
    mv $out/engine.wasm.partial.wasm $out/engine.wasm
}

# The libraries in node_modules are those that package-lock.json names.
install_libraries() {
    need node
    need npm
    if newer analysis/web/node_modules/.package-lock.json analysis/web/package-lock.json; then
        npm ci --prefix analysis/web --no-audit --no-fund --loglevel=error >&2
    fi
}

export_territories() {
    [ -x "$program" ] || tools/build.sh bassin
    mkdir -p $out/territories
    for name in $(node -p 'JSON.parse(require("fs").readFileSync("analysis/web/territories.json")).map(t => t.scenario).join(" ")'); do
        "$program" export --web "scenarios/$name.cfg" >$out/territories/$name.json.partial
        cmp -s $out/territories/$name.json.partial $out/territories/$name.json ||
            cp $out/territories/$name.json.partial $out/territories/$name.json
        rm $out/territories/$name.json.partial
    done
}

build_page() {
    install_libraries
    export_territories
    newer $out/classroom.html analysis/web docs/lesson.md docs/lesson.fr.md $out/engine.wasm $out/territories || return 0
    node analysis/web/bundle.mjs $out
}

build_report() {
    install_libraries
    newer $out/report.html analysis/web || return 0
    mkdir -p $out
    node analysis/web/bundle.mjs $out report
}

case ${1-page} in
engine) build_engine ;;
report) build_report ;;
page)
    build_engine
    build_page
    ;;
*)
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
