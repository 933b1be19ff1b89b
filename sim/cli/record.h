/* One record of CSV or JSON that is put together field by field (format.h), with room for its numbers. */
#ifndef SIM_CLI_RECORD_H
#define SIM_CLI_RECORD_H

#include "sim/cli/format.h"

enum { RECORD_FIELDS = 40, RECORD_NUMBER = 32 };

/* Zeroed: empty. */
struct record {
    struct field fields[RECORD_FIELDS];
    char numbers[RECORD_FIELDS][RECORD_NUMBER];
    size_t count;
};

/* NULL, NaN and what is not `given` are none. */
void record_put_text(struct record *record, const char *name, const char *text);
void record_put_number(struct record *record, const char *name, double value);
void record_put_size(struct record *record, const char *name, bool given, size_t value);
void record_put_bool(struct record *record, const char *name, bool given, bool value);

#endif
