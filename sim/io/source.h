/* What libconfig does not tell about a file that it reads: the column of each setting, the digits of integers
 * (version 1.5 cuts them to 32 bits without a word), and files that are included.
 *
 * One pass over the text, before libconfig sees it. Brackets, quotes and comments that are not closed, and
 * words that are no values, are refused here because nobody could say later where they began; the rest of
 * the syntax is libconfig's. */
#ifndef SIM_IO_SOURCE_H
#define SIM_IO_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/text_file.h"

/* One setting. */
struct source_setting {
    struct place name; /* that of the value where there is no name */
    struct place value;
    int64_t integer; /* the value, if it is one */
};

/* @include "NAME" */
struct source_include {
    size_t begin; /* of the whole, as offsets in the text */
    size_t end;
    size_t name;
    size_t name_length;
    struct place place; /* of the name */
};

/* In the order of the text, an outer setting before those inside it. */
struct source {
    struct source_setting *settings;
    size_t setting_count;
    struct source_include *includes;
    size_t include_count;
};

/* Scans the text of `file`, whose name must outlive the source. Commas before a closing bracket, which
 * libconfig 1.5 does not take, and the mark of UTF-8 are blanked in the text. Linear in the text.
 * `source_clear` is legal after a failure. */
enum status source_scan(struct source *source, struct text_buffer *text, const char *file,
                        struct error *error);
void source_clear(struct source *source);

#endif
