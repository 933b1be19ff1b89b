/* The options of `params` and `outputs`, which list what is declared. */
#ifndef SIM_CLI_LIST_OPTIONS_H
#define SIM_CLI_LIST_OPTIONS_H

#include "sim/cli/command.h"
#include "sim/cli/format.h"

struct list_options {
    const char *pattern;       /* NULL: all */
    const struct model *model; /* NULL: all */
    enum format format;
    bool help;
};

#define LIST_OPTIONS                                                                                         \
    {"model", 'm', "NAME", "Only this model."},                                                              \
    {                                                                                                        \
        "format", 'F', "FORMAT", "text (the default), markdown, csv or json."                                \
    }

#define LIST_DETAILS                                                                                         \
    "PATTERN is part of a name, or a shell pattern when it has any of *?[ (quote it); upper and lower case " \
    "are alike."

/* Reads options and the pattern. */
enum status list_options_parse(struct list_options *options, const struct cli *cli,
                               const struct command *command, int argc, char **argv, struct error *error);

/* Whether a model of the program is asked for. */
bool list_options_want(const struct list_options *options, const struct model *model);

#endif
