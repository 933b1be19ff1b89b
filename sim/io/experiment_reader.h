/* What the steps of reading an experiment share. Only experiment_*.c include it. */
#ifndef SIM_IO_EXPERIMENT_READER_H
#define SIM_IO_EXPERIMENT_READER_H

#include "sim/experiment.h"
#include "sim/io/scenario_reader.h"

struct experiment_reader {
    struct experiment *experiment;
    struct reader reader; /* `tree` is the experiment's; `scenario` the arm's that is being read */
    size_t replicates;    /* 0: as the file has it */
};

/* Refuses keys of a group that are not among `count` ones. `what` has them: "an arm". */
enum status group_check_keys(const struct experiment_reader *reader, const config_setting_t *group,
                             const char *what, const char *const *keys, size_t count);

/* Values of members of a group; left alone when there is no such member. */
enum status group_integer(const struct experiment_reader *reader, const config_setting_t *group,
                          const char *name, int64_t min, int64_t max, int64_t *value);
enum status group_text(const struct experiment_reader *reader, const config_setting_t *group,
                       const char *name, size_t size, char *text);

/* Which of the names "a|b" a member is: its number; `*choice` is left alone when there is no such member. */
enum status group_choice(const struct experiment_reader *reader, const config_setting_t *group,
                         const char *name, const char *const *choices, size_t count, int *choice);

/* experiment_placebo.c: makes the arms of `list` placebos that say so, once all arms are read. */
enum status experiment_read_placebos(struct experiment_reader *reader, const config_setting_t *list);

/* experiment_sweep.c: the points of `setting`, once all arms are read. */
enum status experiment_read_sweep(struct experiment_reader *reader, const config_setting_t *setting);

#endif
