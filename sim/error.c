#include "sim/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static enum status fill(struct error *error, enum status status, const struct place *place,
                        const char *format, va_list arguments)
{
    if (error == NULL || error->status != STATUS_OK) {
        return status;
    }
    error->status = status;
    vsnprintf(error->text, sizeof error->text, format, arguments);
    if (place != NULL && place->file != NULL) {
        snprintf(error->file, sizeof error->file, "%s", place->file);
        error->line = place->line;
        error->column = place->column;
    }
    return status;
}

enum status(error_set)(struct error *error, enum status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, NULL, format, arguments);
    va_end(arguments);
    return status;
}

enum status(error_set_at)(struct error *error, enum status status, const struct place *place,
                          const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, place, format, arguments);
    va_end(arguments);
    return status;
}

void error_hint(struct error *error, const char *format, ...)
{
    if (error == NULL || error->hint[0] != '\0') {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->hint, sizeof error->hint, format, arguments);
    va_end(arguments);
}

void error_clear(struct error *error)
{
    memset(error, 0, sizeof *error);
}
