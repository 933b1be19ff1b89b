/* What the steps of reading a scenario share. Only the files scenario_*.c that implement
 * sim/io/scenario_file.h include it. */
#ifndef SIM_IO_SCENARIO_READER_H
#define SIM_IO_SCENARIO_READER_H

#include <stdbool.h>

#include "sim/io/scenario_tree.h"
#include "sim/io/table_file.h"
#include "sim/scenario.h"

struct reader {
    struct scenario *scenario;
    struct scenario_tree tree;
    config_setting_t *root;
    struct table_file *files; /* tables that are given as files */
    size_t file_count;
    const struct model *const *models;
    size_t model_count;
    const char *const *assignments;
    size_t assignment_count;
    struct error *error;
};

/* "NAME: found ...; expected WHAT", at the value. */
enum status reader_expected(const struct reader *reader, const config_setting_t *setting, const char *what);

/* A place that names the file alone, for what is missing in it. */
struct place reader_whole_file(const struct reader *reader);

/* Checks and keeps one value. */
enum status reader_store(const struct reader *reader, const struct param_set *set,
                         const struct param_slot *slot, const config_setting_t *setting);

/* scenario_groups.c: all groups and tables of all sets. Rows come first, with their names, so that a table
 * may refer to one that stands later in the file. */
enum status reader_read_groups(struct reader *reader);

/* scenario_entries.c: single values given by path, over those of the groups; then dated changes. */
enum status reader_read_overrides(const struct reader *reader);
enum status reader_read_changes(const struct reader *reader);

/* Whether an override sets the value at `path`. */
bool reader_overrides_have(const struct reader *reader, const char *path);

#endif
