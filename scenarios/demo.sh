#!/bin/sh
# Ten simulated years of the labour market of Mulhouse, from nothing:
# installs what is missing, builds bassin, runs scenarios/mulhouse.cfg and prints what came out.
#
#   scenarios/demo.sh [OPTION ...]     options go to `bassin run`, such as --seed 7 or --threads 1
#
# What is installed and built already stays; the simulation itself is run each time and replaces the result
# of the time before.
set -eu
here=$(pwd)
CDPATH='' cd -- "$(dirname -- "$0")/.."
root=$(pwd -P)

tools/setup.sh core
tools/build.sh bassin

result=$root/results/mulhouse.h5
mkdir -p "$root/results"
cd "$here"
"$root/build/release/bassin" run "$root/scenarios/mulhouse.cfg" -o "$result" --force "$@"

cat <<END

The result is $result
  what is in it   $root/build/release/bassin info $result
  from Python     xarray.open_dataset("$result")
END
