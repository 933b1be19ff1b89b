#include "sim/cli/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct terminal terminal_of(FILE *stream)
{
    const char *kind = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");
    struct terminal terminal = {0};
    terminal.present = isatty(fileno(stream)) && kind != NULL && strcmp(kind, "dumb") != 0;
    terminal.colour = terminal.present && (no_colour == NULL || no_colour[0] == '\0');
    terminal.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    return terminal;
}

int terminal_columns(FILE *stream)
{
    const char *asked = getenv("COLUMNS");
    int wanted = asked != NULL ? (int)strtol(asked, NULL, 10) : 0;
    struct winsize size = {0};
    int actual = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    if (actual > 0 && (wanted <= 0 || wanted > actual)) {
        return actual;
    }
    return wanted > 0 ? wanted : TERMINAL_DEFAULT_COLUMNS;
}

int terminal_text_columns(FILE *stream)
{
    int columns = terminal_columns(stream);
    if (columns < 30) {
        return 30;
    }
    return columns > TERMINAL_MAX_TEXT_COLUMNS ? TERMINAL_MAX_TEXT_COLUMNS : columns;
}

const char *terminal_bold(const struct terminal *terminal)
{
    return terminal->colour ? "\033[1m" : "";
}

const char *terminal_red(const struct terminal *terminal)
{
    return terminal->colour ? "\033[1;31m" : "";
}

const char *terminal_dim(const struct terminal *terminal)
{
    return terminal->colour ? "\033[2m" : "";
}

const char *terminal_plain(const struct terminal *terminal)
{
    return terminal->colour ? "\033[0m" : "";
}
