/* What `check` says of an experiment. */
#ifndef SIM_CLI_EXPERIMENT_FACTS_H
#define SIM_CLI_EXPERIMENT_FACTS_H

#include "sim/experiment.h"

/* What would run, how long, with how much memory and disk. `partings` are those of experiment_partings. */
enum status experiment_print_facts(const struct experiment *experiment, const int32_t *partings,
                                   struct error *error);

/* The scenario of a member (from 1), which runs as it is. */
enum status experiment_print_member(const struct experiment *experiment, size_t member, struct error *error);

/* `name` in a column of its own, `text` wrapped beside it. */
void print_fact(const char *name, const char *text);

#endif
