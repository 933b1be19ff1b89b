/* A scenario as JSON for the page, which has no reader of scenarios. */
#ifndef SIM_CLI_EXPORT_WEB_H
#define SIM_CLI_EXPORT_WEB_H

#include "sim/error.h"
#include "sim/scenario.h"

/* Prints every value as text, and the dated changes, on standard output. `sliders`: paths of parameters,
 * separated by commas, that the page shall offer beside policies; NULL: those that it offers by itself.
 * STATUS_INPUT when one of them is none, or may not change at a date; nothing is printed then. */
enum status export_web_print(const struct scenario *scenario, const char *sliders, struct error *error);

#endif
