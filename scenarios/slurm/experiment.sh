#!/bin/sh
# An experiment as an array job of Slurm. Each task runs a block of its members; then the parts are merged.
#
#   sbatch --array=1-20 scenarios/slurm/experiment.sh EXPERIMENT.cfg FILE.h5
#   bassin merge -o FILE.h5 FILE.part*.h5                    once all tasks are done
#
# When a node is lost, or time runs out, submit the same line again: tasks that are done end at once, the others do what is
# missing. The number of tasks must stay the same; to submit a few of 20 again, --array=3,7 with SHARDS=20 in the environment.
# BASSIN names the program where it is not on the PATH.
#
#SBATCH --job-name=bassin
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=2
#SBATCH --signal=B:USR1@60
#SBATCH --open-mode=append
set -eu

if [ $# -ne 2 ] || [ -z "${SLURM_ARRAY_TASK_ID-}" ]; then
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

# The program takes the place of the shell, so that it gets the signal by which Slurm warns: it stops after the day, and what
# is finished is safe.
exec "${BASSIN:-bassin}" batch "$1" --output "${2%.h5}.part$SLURM_ARRAY_TASK_ID.h5" \
    --shard "$SLURM_ARRAY_TASK_ID/${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" \
    --threads "${SLURM_CPUS_PER_TASK:-1}" --log "${2%.h5}.part$SLURM_ARRAY_TASK_ID.log"
