#include "sim/cli/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"

enum { LINE = 1024 };

void line_print(int hanging, const char *format, ...)
{
    char line[LINE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    const char *text = line;
    const char *first;
    struct terminal terminal = terminal_of(stdout);
    int columns = terminal_columns(stdout);
    int indent = (int)strspn(text, " ");
    if (columns < hanging + 20) {
        hanging = indent + 4;
    }
    if (!terminal.present || text_columns(text) <= columns || columns <= hanging) {
        puts(text);
        return;
    }
    size_t length = text_next_line(&text, columns - indent, &first);
    printf("%*s%.*s\n", indent, "", (int)length, first);
    text_wrap(stdout, text, hanging, 0, columns);
}
