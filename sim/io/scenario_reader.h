/* What the steps of reading a scenario share. Only the files that implement
 * sim/io/scenario_file.h and sim/io/experiment_file.h include it. */
#ifndef SIM_IO_SCENARIO_READER_H
#define SIM_IO_SCENARIO_READER_H

#include "sim/io/scenario_tree.h"
#include "sim/io/table_file.h"
#include "sim/scenario.h"

struct reader {
    struct scenario *scenario;
    struct scenario_tree tree;
    struct table_file *files; /* tables that are given as files */
    size_t file_count;
    const struct model *const *models;
    size_t model_count;
    const struct assignments *given; /* beside the file */
    struct error *error;
};

/* scenario_groups.c: groups and tables of all sets, and overrides. Rows come first, with their names, so that
 * a table may refer to one that stands later; then the values of one document after the other. */
enum status reader_read_groups(struct reader *reader);

/* scenario_entries.c: the single values that a document gives by path, over those of its groups; the dated
 * changes of all documents. */
enum status reader_read_overrides(const struct reader *reader, const struct document *document);
enum status reader_read_changes(const struct reader *reader);

/* The same for one list, NULL: none. Places point to the file of the list, whose name must outlive the
 * scenario. */
enum status reader_read_override_list(const struct reader *reader, const config_setting_t *setting);
enum status reader_read_change_list(const struct reader *reader, const config_setting_t *setting);

/* "NAME: found ...; expected WHAT", at the value. */
enum status reader_expected(const struct reader *reader, const config_setting_t *setting, const char *what);

#endif
