/* The table that a person reads after a run, and the scorecard of `bassin score`: figures of the run beside
 * published ones. */
#ifndef SIM_CLI_SCORE_TABLE_H
#define SIM_CLI_SCORE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/score.h"

/* A table for each section, then where the targets are published, then how many are within tolerance; no line
 * is wider than `columns` (at least 30). With `definitions`, what each measure and each target is, one by
 * one. */
void score_print(FILE *out, const struct score *score, bool definitions, int columns);

#endif
