/* The program `bassin`: subcommands, messages, progress, signals. The only code that prints. */
#ifndef SIM_CLI_CLI_H
#define SIM_CLI_CLI_H

#include <stddef.h>

#include "sim/error.h"
#include "sim/model.h"

/* Runs the program and returns its exit code: 0 done, 1 the work failed, 2 usage or input is wrong,
 * 128 and its number more: stopped by a signal after a clean checkpoint. */
int cli_main(int argc, char **argv, const struct model *const *models, size_t model_count);

/* The exit code of a subcommand that ends with `status`. */
int cli_exit_code(enum status status);

#endif
