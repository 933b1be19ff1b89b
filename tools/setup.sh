#!/bin/sh
# Installs the Debian packages that are missing, and only those.
#
#   tools/setup.sh [core|tests|report|web|slurm]
#
#   core    what building and running bassin needs (the default)
#   tests   the same and what its tests need
#   report  what `bassin report` needs, and libraries from npm, which go into analysis/web/node_modules as
#           package-lock.json names them
#   web     what the page and its tests need: core, Emscripten (1.1 GB), Chromium, and the same libraries
#   slurm   what the test of the array job needs, which is skipped without it: Slurm on this machine
#
# Where nothing is missing it asks neither for a network nor for rights. Where something is missing it uses
# sudo, unless it runs as root already.
set -eu

core="gcc libc6-dev cmake ninja-build pkgconf libconfig-dev libdeflate-dev libhdf5-dev"
tests="binutils clang clang-format clang-tidy g++ git hdf5-tools libclang-rt-14-dev libcmocka-dev libmpfr-dev libomp-14-dev
  libpcg-cpp-dev man-db netcdf-bin python3 python3-h5netcdf python3-h5py
  python3-matplotlib python3-netcdf4 python3-numpy python3-openpyxl python3-pandas python3-pytest python3-scipy python3-xarray udunits-bin valgrind"
web="chromium emscripten fonts-dejavu-core python3 python3-h5py python3-numpy python3-pandas python3-xarray"
report="python3 python3-h5py python3-numpy python3-pandas python3-xarray"
slurm="munge python3 python3-h5py python3-numpy slurm-wlm"
# Node.js may have come from elsewhere, with npm in it.
node=
command -v node >/dev/null || node="nodejs"
command -v npm >/dev/null || node="$node npm"
page=${0%/*}/../analysis/web

case ${1-core} in
core) wanted=$core ;;
tests) wanted="$core $tests" ;;
report) wanted="$core $report $node" ;;
web) wanted="$core $web $node" ;;
slurm) wanted="$core $slurm" ;;
*)
    sed -n '2,14s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

say() {
    printf 'setup: %s\n' "$*" >&2
}

# The page's libraries, unless those that package-lock.json names are there.
libraries() {
    [ "${1-core}" = web ] || [ "${1-core}" = report ] || return 0
    done=$page/node_modules/.package-lock.json
    if [ ! -e "$done" ] || [ -n "$(find "$page/package-lock.json" -newer "$done")" ]; then
        say "installing the libraries of the page"
        npm ci --prefix "$page" --no-audit --no-fund --loglevel=error >&2
    fi
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # the list is words
    say "not a Debian system, so nothing is installed; bassin needs what Debian calls:" $wanted
    exit 0
fi

# shellcheck disable=SC2086
there=$(dpkg-query --show --showformat '${Package}=${db:Status-Status}\n' $wanted 2>/dev/null || true)
missing=
for package in $wanted; do
    printf '%s\n' "$there" | grep -qxF "$package=installed" || missing="$missing $package"
done
missing=${missing# }

if [ -z "$missing" ]; then
    say "all packages are there"
    libraries "$@"
    exit 0
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
        say "missing packages, and neither root nor sudo to install them. As root: apt-get install $missing"
        exit 1
    fi
fi

say "installing $missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        apt-get --quiet --yes -o DPkg::Lock::Timeout=120 "$@" </dev/null >>"$log" 2>&1
}
# Package lists that cannot be refreshed do not matter as long as the packages can be had.
apt update || true
# shellcheck disable=SC2086
if ! apt install --no-install-recommends $missing; then
    tail -n 15 "$log" >&2
    say "could not install $missing"
    exit 1
fi
libraries "$@"
