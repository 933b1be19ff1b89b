/* Scenario files: libconfig text with @include, checked against the declared parameters. A file wins over
 * what it includes; `changes` add up.
 *
 *     title = "Mulhouse around 2016";
 *     model = "labour_market";
 *     run: { start = "2012-01-01"; end = "2022-01-01"; };
 *     search: { radius_minutes = 30.0; };
 *     zones = ( { name = "Mulhouse"; ... }, ... );
 *     targets = "targets/mulhouse.csv";
 *     changes = ( { date = "2015-01-01"; path = "minimum_wage.hourly"; value = 9.61; }, ... );
 *
 * A table may be given as a CSV file, named like an included one from the file that names it (table_file.h).
 * Every fault is reported as `file:line:column: what is wrong, what was expected`. */
#ifndef SIM_IO_SCENARIO_FILE_H
#define SIM_IO_SCENARIO_FILE_H

#include "sim/error.h"
#include "sim/run.h"

/* Reads and checks `path` ("-": standard input). `models` is the list to choose from. What is `given` beside
 * the file is applied after it and before `scenario_check`. On failure the scenario is empty. */
enum status scenario_read_given(struct scenario *scenario, const char *path,
                                const struct model *const *models, size_t model_count,
                                const struct assignments *given, struct error *error);

/* The same with "PATH=VALUE" as from --set. */
enum status scenario_read(struct scenario *scenario, const char *path, const struct model *const *models,
                          size_t model_count, const char *const *assignments, size_t assignment_count,
                          struct error *error);

/* The same for a scenario that is text in memory; messages call it `name`. It may name no other file. */
enum status scenario_read_memory(struct scenario *scenario, const char *name, const char *text,
                                 const struct model *const *models, size_t model_count, struct error *error);

/* Reads a CSV file in place of the targets that the scenario has. */
enum status scenario_read_targets(struct scenario *scenario, const char *path, struct error *error);

/* The resolved scenario as text that can be read again and gives the same run; caller frees with memory_free.
 */
enum status scenario_write_text(const struct scenario *scenario, char **text, struct error *error);

#endif
