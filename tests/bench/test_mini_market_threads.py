#!/usr/bin/python3
"""The mini market gives the same bytes for any number of threads, and its state is sound every week.

Every week's figures, the digest of the final state and the averages of the printed line must be equal for 1 to 4
threads, and differ for another seed. Sizes are on both sides of the blocks that threads share."""
import subprocess
import sys

program = sys.argv[1]
WEEKS = 40


def run(workers, seed, threads):
    command = [program, str(workers), str(WEEKS), str(seed), str(threads), "--weekly", "--audit", "--digest"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    lines = done.stderr.splitlines()
    if len(lines) != WEEKS + 1 or not lines[-1].startswith("digest "):
        sys.exit(f"{' '.join(command)}: {WEEKS} weeks and a digest were expected:\n{done.stderr}")
    fields = done.stdout.split()
    if len(done.stdout.splitlines()) != 1 or len(fields) != 12 or fields[0] != "bassin":
        sys.exit(f"{' '.join(command)}: one line of 12 fields was expected:\n{done.stdout}")
    return lines, fields[8:]


for workers in (10, 19, 1000, 40961, 300000):
    alone = run(workers, 7, 1)
    for threads in (2, 3, 4):
        if run(workers, 7, threads) != alone:
            sys.exit(f"{workers} workers: {threads} threads give another market than 1")
    if workers >= 1000 and run(workers, 8, 1)[0] == alone[0]:
        sys.exit(f"{workers} workers: another seed gives the same market")
print("the same for 1 to 4 threads, every audit passed")
