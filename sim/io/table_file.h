/* A table of a scenario that is given as a CSV file: `zones = "zones.csv";`.
 *
 * The first line names fields, in any order; an empty cell, or a field without a column, is the default. */
#ifndef SIM_IO_TABLE_FILE_H
#define SIM_IO_TABLE_FILE_H

#include "sim/io/csv_file.h"
#include "sim/io/table_rows.h"
#include "sim/scenario.h"

struct table_file {
    const struct param_group *group;
    struct csv_file csv;
    size_t *columns; /* [param_count of the group] where each field stands; csv.columns: nowhere */
};

/* Reads `path`; the scenario keeps the name for as long as places need it. `place` is where it is named,
 * NULL: on the command line. `table_file_clear` is legal after a failure. */
enum status table_file_read(struct table_file *file, struct scenario *scenario,
                            const struct param_group *group, const char *path, const struct place *place,
                            struct error *error);
void table_file_clear(struct table_file *file);

/* Its rows, good until the file is cleared. */
struct row_source table_file_rows(const struct table_file *file);

/* Reads `path` in place of all rows that a table has; no other value may refer to one of them. */
enum status table_file_replace(struct scenario *scenario, const struct param_group *group, const char *path,
                               struct error *error);

#endif
