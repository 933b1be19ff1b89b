/* Text that grows. */
#ifndef SIM_IO_TEXT_BUFFER_H
#define SIM_IO_TEXT_BUFFER_H

#include <stddef.h>

#include "sim/error.h"

struct text_buffer {
    char *text; /* ends with a zero once anything was added; memory_free */
    size_t length;
    size_t capacity;
};

enum status text_buffer_add(struct text_buffer *buffer, const char *bytes, size_t count, struct error *error);

/* At most 4 kB at a time. */
__attribute__((format(printf, 3, 4))) enum status
text_buffer_format(struct text_buffer *buffer, struct error *error, const char *format, ...);
void text_buffer_clear(struct text_buffer *buffer);

#endif
