#include "sim/io/text_buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/memory.h"

enum { FIRST_CAPACITY = 4096, FORMAT_MAX = 4096 };

enum status text_buffer_add(struct text_buffer *buffer, const char *bytes, size_t count, struct error *error)
{
    if (buffer->capacity - buffer->length <= count) {
        size_t capacity = buffer->capacity < FIRST_CAPACITY ? FIRST_CAPACITY : buffer->capacity;
        while (capacity - buffer->length <= count) {
            capacity *= 2;
        }
        char *text = memory_grow(buffer->text, buffer->length, capacity, 1);
        if (text == NULL) {
            return error_memory(error, "text");
        }
        buffer->text = text;
        buffer->capacity = capacity;
    }
    memcpy(buffer->text + buffer->length, bytes, count);
    buffer->length += count;
    buffer->text[buffer->length] = '\0';
    return STATUS_OK;
}

enum status text_buffer_format(struct text_buffer *buffer, struct error *error, const char *format, ...)
{
    char piece[FORMAT_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    assert(length >= 0 && length < FORMAT_MAX);
    return text_buffer_add(buffer, piece, (size_t)length, error);
}

void text_buffer_clear(struct text_buffer *buffer)
{
    memory_free(buffer->text);
    *buffer = (struct text_buffer){0};
}
