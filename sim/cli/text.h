/* Text for people: widths, wrapping, readable numbers, and words quoted for a shell. */
#ifndef SIM_CLI_TEXT_H
#define SIM_CLI_TEXT_H

#include <stddef.h>
#include <stdio.h>

/* Columns that UTF-8 text takes on a terminal, counting one per code point. */
int text_columns(const char *text);

/* Length in bytes of the longest beginning of `text` that takes at most `columns`. */
size_t text_fit(const char *text, int columns);

/* Takes the next line of at most `columns` from `*text`: breaks at a space where there is one, else inside
 * the word, and always at a newline. Returns its length in bytes and moves `*text` to what follows; 0 with
 * `*line` NULL at the end. */
size_t text_next_line(const char **text, int columns, const char **line);

/* Writes `text` wrapped to `columns`, every line after `indent` spaces; the first line goes on from where the
 * caller has written `used` columns (indent included, 0: at the margin). Ends with a newline. */
void text_wrap(FILE *out, const char *text, int indent, int used, int columns);

void text_spaces(FILE *out, int count);

/* "150 000.5": digits after the point, thousands apart; "n/a" when it is not a number. */
void text_number(char *text, size_t size, double value, int digits);

/* "0:07", "12:40", "3:02:11"; "-:--" when it is unknown (negative). */
void text_duration(char *text, size_t size, double seconds);

/* "812 B", "13.4 MB". */
void text_bytes(char *text, size_t size, double bytes);

/* The words of a command, so quoted that any POSIX shell reads them back, with `extra` (may be NULL) after
 * the first `extra_at`; the caller frees it with memory_free. NULL without memory. */
char *text_shell_command(int count, const char *const *words, int extra_at, const char *extra);

#endif
