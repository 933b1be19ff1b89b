#include "sim/cli/messages.h"

#include <stdarg.h>
#include <stdio.h>

#include "sim/cli/terminal.h"

void message_error(const struct error *error)
{
    struct terminal terminal = terminal_of(stderr);
    const char *bold = terminal_bold(&terminal);
    const char *plain = terminal_plain(&terminal);
    fflush(stdout);
    if (error->file[0] != '\0' && error->line > 0 && error->column > 0) {
        fprintf(stderr, "%s%s:%d:%d:%s %s\n", bold, error->file, error->line, error->column, plain,
                error->text);
    } else if (error->file[0] != '\0' && error->line > 0) {
        fprintf(stderr, "%s%s:%d:%s %s\n", bold, error->file, error->line, plain, error->text);
    } else if (error->file[0] != '\0') {
        fprintf(stderr, "%s%s:%s %s\n", bold, error->file, plain, error->text);
    } else {
        fprintf(stderr, "%sbassin:%s %s\n", terminal_red(&terminal), plain, error->text);
    }
    if (error->hint[0] != '\0') {
        fprintf(stderr, "  %s\n", error->hint);
    }
}

void message_note(const char *format, ...)
{
    char text[4096 + 512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "bassin: %s\n", text);
}
