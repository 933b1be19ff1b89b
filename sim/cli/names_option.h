/* The names that an option lists, separated by commas: "hires, cdi_share". */
#ifndef SIM_CLI_NAMES_OPTION_H
#define SIM_CLI_NAMES_OPTION_H

#include <stddef.h>

#include "sim/error.h"

struct names_option {
    const char *option; /* "--series" */
    const char *names;
    const void *context;
    /* Which item is called `name`, which need not end with a zero. STATUS_INPUT when none is. */
    enum status (*find)(const void *context, const char *name, size_t length, size_t *id,
                        struct error *error);
};

/* Writes the items that are named to `ids`, in the order of their names, and how many they are to `count`;
 * there must be room for one of each item. STATUS_INPUT when a name is not known or there twice, or when
 * there is no comma between two of them. */
enum status names_choose(const struct names_option *option, size_t *ids, size_t *count, struct error *error);

#endif
