/* What `bassin score` says of several runs: the mean beside what is published, as text, CSV or JSON. */
#ifndef SIM_CLI_SCORE_RUNS_TABLE_H
#define SIM_CLI_SCORE_RUNS_TABLE_H

#include <stdio.h>

#include "sim/cli/format.h"
#include "sim/cli/scored_runs.h"
#include "sim/score_runs.h"

/* A table for each section with notes below, 80 columns wide, then what it comes to: within tolerance and
 * half of it, single runs, relative gap; for all targets, those held out of calibration, and the others. */
void score_runs_print(FILE *out, const struct score_runs *score);

/* A record for each line. JSON has them in an object that begins with the runs and a summary. */
void score_runs_print_records(FILE *out, const struct score_runs *score, const struct scored_runs *scored,
                              enum format format);

#endif
