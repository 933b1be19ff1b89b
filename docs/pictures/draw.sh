#!/bin/sh
# Draws every picture of docs/pictures anew: simulates the scenarios they show, then runs the scripts of analysis/.
#
#   docs/pictures/draw.sh [BASSIN]     BASSIN is the program, build/release/bassin unless given
#
# Needs python3 with h5py, matplotlib, pandas and xarray (tools/setup.sh tests installs them). The results are kept in
# results/pictures. A picture only replaces the one before when all have been drawn.
set -eu
bassin=${1:-}
case $bassin in
-*)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
[ -z "$bassin" ] || bassin=$(realpath -- "$bassin")
CDPATH='' cd -- "$(dirname -- "$0")/../.."
bassin=${bassin:-build/release/bassin}
if [ ! -x "$bassin" ]; then
    printf 'draw.sh: there is no program %s; tools/build.sh builds it\n' "$bassin" >&2
    exit 2
fi

results=results/pictures
mkdir -p "$results"
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT

simulate() {
    "$bassin" run "scenarios/$1.cfg" -o "$results/$1.h5" --force --quiet
}

# draw SCRIPT SCENARIO PICTURE [OPTION ...]
draw() {
    script=$1 scenario=$2 picture=$3
    shift 3
    printf '%s\n' "$picture" >&2
    "analysis/$script.py" "$results/$scenario.h5" "$new/$picture" "$@"
}

simulate mulhouse
simulate mulhouse_cycle
draw overview mulhouse mulhouse.png
draw flows mulhouse flows.png
draw cdi_survival mulhouse cdi_survival.png
draw beveridge mulhouse_cycle beveridge.png
draw pay mulhouse pay.png
draw careers mulhouse careers.png
"$bassin" batch docs/pictures/experiment.cfg -o "$results/experiment.h5"
draw trajectories experiment trajectories.png --series unemployment_rate --series cdi_share
draw differences experiment differences.png
for method in morris sobol; do
    printf 'sensitivity_%s.png\n' "$method" >&2
    "$bassin" sensitivity scenarios/classroom.cfg --method "$method" --quiet --force -o "$results/sensitivity.csv" --format json \
        --only unemployment_rate,long_term_share,hires_quarter,pay.d9 >"$results/$method.json"
    analysis/sensitivity.py "$results/$method.json" "$new/sensitivity_$method.png"
done
simulate classroom
if command -v Rscript >/dev/null; then # with r-cran-ncdf4
    printf 'sequences.png\n' >&2
    Rscript analysis/r/sequences.R "$results/classroom.h5" "$new/sequences.png" 200
fi
printf 'commuting.png\n' >&2
analysis/bassin-territory --short scenarios/places/mulhouse --year 2016 --title "Mulhouse around 2016" --like scenarios/mulhouse.cfg \
    -o "$new/territories/mulhouse.cfg" --picture "$new/commuting.png" >"$new/said" 2>&1
printf 'california_commuting.png\n' >&2
analysis/bassin-territory --short scenarios/places/california --year 2015 --title "California around 2015" --country none \
    --like scenarios/france.cfg -o "$new/territories/california.cfg" --picture "$new/california_commuting.png" >"$new/said" 2>&1
for experiment in agencies_objective job_search_help; do
    "$bassin" batch "scenarios/experiments/$experiment.cfg" -o "$results/$experiment.h5"
done
printf 'agencies.png, job_search_help.png\n' >&2
docs/pictures/agencies.py "$results/agencies_objective.h5" "$results/job_search_help.h5" "$new"
mv "$new"/*.png docs/pictures/
