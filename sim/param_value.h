/* One value of a parameter: read, checked against the declaration, stored, written.
 *
 * Shared by the files that implement sim/params.h. */
#ifndef SIM_PARAM_VALUE_H
#define SIM_PARAM_VALUE_H

#include "sim/params.h"

union param_value {
    bool truth;
    int64_t integer;
    double real;
    int32_t code; /* a day, the index of a choice or of a row */
    struct param_text text;
    struct param_note note;
};

/* Reads `text` and checks it, without storing. `slot` says whose value it would be. */
enum status param_read(const struct param_set *set, const struct param_slot *slot, const char *text,
                       const struct place *place, union param_value *value, struct error *error);

void param_store(const struct param_slot *slot, const union param_value *value);

/* Name of a row; "" when rows have none. */
const char *param_row_name(const struct param_set *set, const struct param_group *group, size_t row);

/* Length of the entry of "a|b|c" that begins at `names`. */
size_t param_choice_length(const char *names);

#endif
