/* The measures that an option lists, separated by commas. */
#ifndef SIM_CLI_MEASURES_OPTION_H
#define SIM_CLI_MEASURES_OPTION_H

#include <stddef.h>

#include "sim/error.h"
#include "sim/model.h"

/* As names_choose: writes the measures of `model` that `names` lists to ids[measure_count], and how many they
 * are to `count`. `option` is what the option is called in messages: "--only". */
enum status measures_choose(const struct model *model, const char *option, const char *names, size_t *ids,
                            size_t *count, struct error *error);

#endif
