/* What the subcommands of `bassin` have in common: their declaration and the program they belong to. */
#ifndef SIM_CLI_COMMAND_H
#define SIM_CLI_COMMAND_H

#include <stddef.h>

#include "sim/cli/options.h"
#include "sim/error.h"
#include "sim/model.h"

/* The program as it was started. */
struct cli {
    int argc;
    const char *const *argv; /* as typed; option parsing permutes a copy */
    const struct model *const *models;
    size_t model_count;
};

struct command {
    const char *name;
    const char *operands; /* "SCENARIO" */
    const char *text;     /* one sentence */
    const struct option_spec *options;
    size_t option_count;
    const char *details; /* paragraphs below the options in --help */
    /* `argv[0]` is the name of the subcommand. */
    enum status (*run)(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error);
};

extern const struct command command_run;
extern const struct command command_check;
extern const struct command command_params;
extern const struct command command_outputs;
extern const struct command command_info;
extern const struct command command_score;

/* The model called `name`; STATUS_INPUT with the nearest name as a hint. */
enum status cli_find_model(const struct cli *cli, const char *name, const struct model **model,
                           struct error *error);

#endif
