/* Measures of runs, each as one line of numbers, which every calibration and design tool reads. */
#ifndef SIM_CLI_MEASURE_ROW_H
#define SIM_CLI_MEASURE_ROW_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/model.h"

/* Prints the measures called `names` ("a,b", NULL: all of the model) of values[runs][measure_count], a line a
 * run, after a line of names with `header`. STATUS_INPUT, with nothing printed, when there is no measure of a
 * name.
 */
enum status measure_rows_print(FILE *out, const struct model *model, const double *values, size_t runs,
                               const char *names, bool header, struct error *error);

#endif
