/* Messages for people, on standard error: errors once, notes unless --quiet. */
#ifndef SIM_CLI_MESSAGES_H
#define SIM_CLI_MESSAGES_H

#include "sim/error.h"

/* `file:line:column: text` like compilers, or `bassin: text`; the hint follows on its own line. */
void message_error(const struct error *error);

/* `file:line:column: warning: text`. */
void message_warning(const struct place *place, const char *text);

/* `bassin: text`. */
__attribute__((format(printf, 1, 2))) void message_note(const char *format, ...);

#endif
