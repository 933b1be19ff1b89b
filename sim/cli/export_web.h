/* A scenario as JSON for the page, which has no reader of scenarios. */
#ifndef SIM_CLI_EXPORT_WEB_H
#define SIM_CLI_EXPORT_WEB_H

#include "sim/scenario.h"

/* Prints every value as text, and the dated changes, on standard output. */
void export_web_print(const struct scenario *scenario);

#endif
