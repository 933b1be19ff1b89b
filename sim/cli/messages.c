#include "sim/cli/messages.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "sim/cli/terminal.h"

/* `file:line:column: `, as much of it as is known; "bassin: " where no file is. */
static void print_place(const struct terminal *terminal, const struct place *place, const char *colour)
{
    bool has_file = place->file != NULL && place->file[0] != '\0';
    fprintf(stderr, "%s%s", has_file ? terminal_bold(terminal) : colour, has_file ? place->file : "bassin");
    if (has_file && place->line > 0) {
        fprintf(stderr, ":%d", place->line);
    }
    if (has_file && place->line > 0 && place->column > 0) {
        fprintf(stderr, ":%d", place->column);
    }
    fprintf(stderr, ":%s ", terminal_plain(terminal));
}

void message_error(const struct error *error)
{
    struct terminal terminal = terminal_of(stderr);
    const struct place place = {error->file, error->line, error->column};
    fflush(stdout);
    print_place(&terminal, &place, terminal_red(&terminal));
    fprintf(stderr, "%s\n", error->text);
    if (error->hint[0] != '\0') {
        fprintf(stderr, "  %s\n", error->hint);
    }
}

void message_warning(const struct place *place, const char *text)
{
    struct terminal terminal = terminal_of(stderr);
    fflush(stdout);
    print_place(&terminal, place, "");
    fprintf(stderr, "warning: %s\n", text);
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
