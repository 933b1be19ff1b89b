/* The table that a person reads after a run: figures beside published ones. */
#ifndef SIM_CLI_SUMMARY_TABLE_H
#define SIM_CLI_SUMMARY_TABLE_H

#include <stdio.h>

#include "sim/summary.h"

/* Fits `columns` (80 and less). Sources are numbered and listed below. */
void summary_print(FILE *out, const struct summary *summary, int columns);

#endif
