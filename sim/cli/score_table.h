/* The table that a person reads after a run and in `bassin score`: figures of the run beside published ones.
 */
#ifndef SIM_CLI_SCORE_TABLE_H
#define SIM_CLI_SCORE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/score.h"

/* A table for each section, 80 columns wide, then how many figures are within tolerance. With `definitions`,
 * what each measure is and where its target is published stands below the section. */
void score_print(FILE *out, const struct score *score, bool definitions);

#endif
