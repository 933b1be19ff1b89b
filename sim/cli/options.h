/* Options of a subcommand: declared once, the declaration gives parsing, "did you mean" and --help. */
#ifndef SIM_CLI_OPTIONS_H
#define SIM_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/error.h"

struct option_spec {
    const char *name;     /* long, without dashes */
    char letter;          /* short, or 0 */
    const char *argument; /* "FILE", or NULL when it takes none */
    const char *text;
};

/* Receives option number `option` of the declaration; `value` NULL when it takes none. */
struct option_sink {
    void *context;
    enum status (*accept)(void *context, size_t option, const char *value, struct error *error);
};

struct command;

struct operands {
    char **words;
    int count;
    bool help; /* --help was asked for and printed: nothing else is to be done */
};

/* Reads the GNU way: options and operands in any order, `--` ends options. `argv` is permuted. Prints the
 * help of the command when asked. Faults are STATUS_INPUT, with the nearest option as a hint. */
enum status options_parse(const struct command *command, int argc, char **argv, struct option_sink sink,
                          struct operands *operands, struct error *error);

/* Between `min` and `max` operands, else STATUS_INPUT. */
enum status operands_expect(const struct command *command, const struct operands *operands, int min, int max,
                            struct error *error);

/* A decimal integer from `min` to `max`; the error says which option wanted it. */
enum status option_integer(const char *option, const char *value, int64_t min, int64_t max, int64_t *number,
                           struct error *error);

void options_print_help(FILE *out, const struct command *command);

#endif
