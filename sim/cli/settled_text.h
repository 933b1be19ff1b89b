/* What people and programs read of how settled the recorded years of a run are (sim/settled.h), on
 * standard output. Nothing is printed of a model that declares no steady figure. */
#ifndef SIM_CLI_SETTLED_TEXT_H
#define SIM_CLI_SETTLED_TEXT_H

#include "sim/settled.h"

/* An empty line and a sentence or two, at most 80 columns wide. */
void settled_tell(const struct settled *settled);

/* An empty line, a heading and a line for each figure; a sentence, where it cannot be told. */
void settled_print(const struct settled *settled);

/* A member "settled" of a JSON object, after another one. */
void settled_json(const struct settled *settled);

#endif
