/* The options of `bassin explain`: its own, and one for each kind of actor that a model tells of. */
#ifndef SIM_CLI_COMMAND_EXPLAIN_H
#define SIM_CLI_COMMAND_EXPLAIN_H

#include "sim/cli/command.h"

enum { EXPLAIN_OPTIONS_MAX = 8 };

/* `command_explain` with the options that these models add, which are written into `options`. */
struct command explain_with_actors(const struct model *const *models, size_t model_count,
                                   struct option_spec options[EXPLAIN_OPTIONS_MAX]);

#endif
