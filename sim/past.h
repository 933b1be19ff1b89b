/* The past of a run: all that decided what happened until a day, as text, so that a run can go on under a
 * scenario whose future is another one but not under one whose past is. */
#ifndef SIM_PAST_H
#define SIM_PAST_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/scenario.h"

/* Lines "NAME = VALUE\n": the model, every value that a run begins with, the changes dated up to `day`. The
 * end of the run, targets and titles decide nothing. `*text` is freed with memory_free. */
enum status past_text(const struct scenario *scenario, int32_t day, char **text, struct error *error);

/* STATUS_INPUT names the first line in which the text of `owner`, a file or a run, differs from that of now.
 */
enum status past_compare(const char *owner, const char *then, const char *now, struct error *error);

/* Whether what happens before `day` is decided alike in both; false also when memory runs out. */
bool past_same(const struct scenario *a, const struct scenario *b, int32_t day);

#endif
