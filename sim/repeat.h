/* Repeats: runs of one scenario with other seeds, so that what lies between them is chance and nothing else.
 */
#ifndef SIM_REPEAT_H
#define SIM_REPEAT_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/scenario.h"

/* All that decides what a run lives but its seeds, as lines "NAME = VALUE\n" (past.h): the model, values,
 * changes and the end, without seeds, luck and what is merely kept. Equal texts are repeats. `*text` is freed
 * with memory_free. */
enum status repeat_text(const struct scenario *scenario, char **text, struct error *error);

/* A digest of such a text and of the seeds and luck of its scenario: equal for what is one run. */
uint64_t repeat_digest(const char *text, const struct scenario *scenario);

/* Writes the first line in which two such texts differ: "NAME = VALUE and VALUE", or the line that one of
 * them lacks. Empty when they are equal. */
void repeat_difference(const char *text, const char *other, char *difference, size_t size);

#endif
