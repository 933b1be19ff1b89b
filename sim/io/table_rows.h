/* The rows of a table, wherever they are read from, and the messages when they do not hold what they must.
 *
 * Rows come first, with their names, then the values, so that tables may refer to each other's rows. */
#ifndef SIM_IO_TABLE_ROWS_H
#define SIM_IO_TABLE_ROWS_H

#include "sim/params.h"

enum { ROW_VALUE_MAX = 64 };

/* Where rows are read from: a file, or the scenario itself. */
struct row_source {
    const void *context;
    size_t count;
    struct place (*place)(const void *context, size_t row);

    /* The value of a slot as param_set_text takes it, and where it stands; both are left alone when the row
     * does not give it. */
    enum status (*value)(const void *context, const struct param_slot *slot, char buffer[ROW_VALUE_MAX],
                         const char **text, struct place *place, struct error *error);
};

/* Appends all rows, which must be the first of the table, with their names, which must differ. */
enum status rows_append(const struct row_source *source, struct param_set *set,
                        const struct param_group *group, struct error *error);

/* Sets all values. */
enum status rows_fill(const struct row_source *source, const struct param_set *set,
                      const struct param_group *group, struct error *error);

/* The field `name` is not declared. Works for groups of scalars too. */
enum status row_field_unknown(const struct param_group *group, const char *name, const struct place *place,
                              struct error *error);

/* A required value was not given; `place` is that of the row or group that lacks it. */
enum status row_value_missing(const struct param_slot *slot, const struct place *place, struct error *error);

#endif
