/* The options of `batch` and `check` that say which members of an experiment are meant, and how. */
#ifndef SIM_CLI_EXPERIMENT_OPTIONS_H
#define SIM_CLI_EXPERIMENT_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/cli/command.h"
#include "sim/family.h"

struct selection {
    int64_t shard;  /* 1 to `shards`; 0: all */
    int64_t shards; /* in all */
    int64_t member; /* from 1; 0: all */
};

/* "K/N". */
enum status selection_parse_shard(struct selection *selection, const char *value, struct error *error);

/* Which members are meant: [experiment_members], zeroed before. A shard is a block of families, so that arms
 * that share a history stay together. STATUS_INPUT when there is no such member. */
enum status selection_mark(const struct selection *selection, const struct experiment *experiment,
                           bool *wanted, struct error *error);

/* Warnings of what is legal and hardly meant: what `run` says of scenarios, once, and arms that do the same.
 * `partings` here and below are those of experiment_partings. */
enum status experiment_warn(const struct experiment *experiment, const int32_t *partings,
                            struct error *error);

/* "200 members: 2 arms, 100 replicates". */
void experiment_size_text(const struct experiment *experiment, char *text, size_t size);

/* Days of simulation of the wanted members. NULL: all. */
enum status experiment_days(const struct experiment *experiment, const int32_t *partings, const bool *wanted,
                            struct family_days *days, struct error *error);

#endif
