/* What the subcommands of `bassin` have in common: their declaration and the program they belong to. */
#ifndef SIM_CLI_COMMAND_H
#define SIM_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/model.h"

/* The program as it was started. */
struct cli {
    int argc;
    const char *const *argv; /* as typed; option parsing permutes a copy */
    const struct model *const *models;
    size_t model_count;
    const struct command *const *commands;
    size_t command_count;
};

/* Declared once: it gives parsing, "did you mean", --help, completion and the manual page. */
struct option_spec {
    const char *name;     /* long, without dashes */
    char letter;          /* short, or 0 */
    const char *argument; /* "FILE", or NULL when it takes none */
    const char *text;
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
extern const struct command command_batch;
extern const struct command command_calibrate;
extern const struct command command_sensitivity;
extern const struct command command_merge;
extern const struct command command_check;
extern const struct command command_params;
extern const struct command command_outputs;
extern const struct command command_info;
extern const struct command command_score;
extern const struct command command_compare;
extern const struct command command_validate;
extern const struct command command_explain; /* without the options that models add: command_explain.h */
extern const struct command command_export;
extern const struct command command_report;

/* Receives option number `option` of the declaration; `value` NULL when it takes none. */
struct option_sink {
    void *context;
    enum status (*accept)(void *context, size_t option, const char *value, struct error *error);
};

struct operands {
    const char *word; /* what the command works on; NULL: it was left out, which "[NAME]" allows */
    char **words;     /* [count] all of them, where "NAME..." allows several */
    size_t count;
    bool help; /* --help was asked for and printed: nothing else is to be done */
};

/* Reads the GNU way: options and the operand in any order, `--` ends options. `argv` is permuted. Prints the
 * help of the command when asked. Faults are STATUS_INPUT, with the nearest option as a hint. */
enum status options_parse(const struct command *command, int argc, char **argv, struct option_sink sink,
                          struct operands *operands, struct error *error);

/* A decimal integer from `min` to `max`; the error says which option wanted it. */
enum status option_integer(const char *option, const char *value, int64_t min, int64_t max, int64_t *number,
                           struct error *error);

void options_print_help(FILE *out, const struct command *command);

/* The subcommand called `name`, or NULL. */
const struct command *cli_find_command(const struct cli *cli, const char *name);

/* For shells: prints what the last of the words of a command line may become, a line each. */
void cli_complete(const struct cli *cli, int count, char **words);

/* For the manual page: prints the subcommands with their options. */
void cli_manual(const struct cli *cli);

#endif
