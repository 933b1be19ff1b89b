/* Monthly series as a table of numbers and nothing else: N months × D columns, as calibration tools take
 * data. */
#ifndef SIM_CLI_EXPORT_MATRIX_H
#define SIM_CLI_EXPORT_MATRIX_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/outputs.h"

/* Prints a line a month. Columns are the cells of the chosen series, last dimension fastest; with `header`, a
 * line of their names, "moves:far:young", comes first. `ids` are those of monthly series. */
void export_matrix_print(FILE *out, const struct outputs *outputs, const size_t *ids, size_t count,
                         bool header);

#endif
