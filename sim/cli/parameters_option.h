/* The option --parameters of `calibrate` and `sensitivity`: the list of free parameters of a scenario. */
#ifndef SIM_CLI_PARAMETERS_OPTION_H
#define SIM_CLI_PARAMETERS_OPTION_H

#include <stdbool.h>

#include "sim/cli/scenario_options.h"
#include "sim/design.h"
#include "sim/scenario.h"

enum { PARAMETERS_PATH_MAX = OUTPUT_PATH_MAX + 32 };

/* Reads the list `given` (free_parameters_read), or without one (NULL) parameters/SCENARIO.csv in the folder
 * of the scenario, whose name goes to `path`; both must outlive `design`. */
enum status parameters_option_read(struct design *design, const char *given, const char *scenario_path,
                                   char path[PARAMETERS_PATH_MAX], const struct scenario *scenario,
                                   bool around, struct error *error);

#endif
