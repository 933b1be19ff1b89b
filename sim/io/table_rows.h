/* What the rows of a table must hold wherever they are read from, and the messages when they do not. */
#ifndef SIM_IO_TABLE_ROWS_H
#define SIM_IO_TABLE_ROWS_H

#include "sim/params.h"

/* The field `name` is not declared. Works for groups of scalars too. */
enum status row_field_unknown(const struct param_group *group, const char *name, const struct place *place,
                              struct error *error);

/* A required value was not given; `place` is that of the row or group that lacks it. */
enum status row_value_missing(const struct param_slot *slot, const struct place *place, struct error *error);

/* STATUS_INPUT when two rows have the same name. `name_place` says where the name of a row stands. */
enum status row_names_check(const struct param_set *set, const struct param_group *group,
                            struct place (*name_place)(const void *context, size_t row), const void *context,
                            struct error *error);

#endif
