/* Where every setting of a scenario stands, and how its value was written.
 *
 * libconfig reads the values; this scan walks over the same text first and notes what libconfig forgets: the
 * column, and the digits of numbers (version 1.5 cuts integers to 32 bits without a word). Being first, it
 * also says what is wrong with the syntax, in words and at the very place. */
#ifndef SIM_IO_SOURCE_SCAN_H
#define SIM_IO_SOURCE_SCAN_H

#include <stddef.h>

#include "sim/error.h"
#include "sim/io/source_text.h"

enum source_kind {
    SOURCE_GROUP,
    SOURCE_LIST,
    SOURCE_ARRAY,
    SOURCE_TEXT,
    SOURCE_INTEGER,
    SOURCE_REAL,
    SOURCE_BOOL,
};

enum { SOURCE_NONE = -1 };

struct source_setting {
    enum source_kind kind;
    size_t name; /* offset in the text; where the value begins for what has no name */
    size_t name_length;
    size_t value;  /* offset */
    size_t length; /* of the value, as written */
    long previous; /* the setting before it in the same group, or SOURCE_NONE */
};

/* In the order of the text, an outer setting before those inside it. */
struct source_settings {
    struct source_setting *items;
    size_t count;
    size_t capacity;
};

/* Checks the syntax and lists all settings. Commas before a closing bracket, which libconfig 1.5 does not
 * take, are blanked in the text. `source_settings_clear` is legal after a failure. */
enum status source_scan(struct source *source, struct source_settings *settings, struct error *error);
void source_settings_clear(struct source_settings *settings);

#endif
