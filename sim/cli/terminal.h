/* What the other end of a stream is: a terminal of some width, with or without colour, or a pipe. */
#ifndef SIM_CLI_TERMINAL_H
#define SIM_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

struct terminal {
    bool present; /* a terminal that understands carriage returns and erasing */
    bool colour;  /* and the user has not set NO_COLOR */
    bool utf8;
};

enum { TERMINAL_DEFAULT_COLUMNS = 80, TERMINAL_MAX_TEXT_COLUMNS = 100 };

struct terminal terminal_of(FILE *stream);

/* Width right now: of the terminal, or what COLUMNS asks for when that is narrower or there is none. */
int terminal_columns(FILE *stream);

/* Width for running text: never absurdly narrow, never too wide to read. */
int terminal_text_columns(FILE *stream);

/* Escape sequences, empty without colour. */
const char *terminal_bold(const struct terminal *terminal);
const char *terminal_red(const struct terminal *terminal);
const char *terminal_dim(const struct terminal *terminal);
const char *terminal_plain(const struct terminal *terminal);

#endif
