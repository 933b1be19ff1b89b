/* Targets: published figures that a run is held against, the table `targets` of every scenario.
 *
 * A target names a measure of the model, and says what is published of the real place, how far off a run may
 * be, and where the figure stands. Targets change nothing in a run: they are no part of what identifies it.
 */
#ifndef SIM_TARGETS_H
#define SIM_TARGETS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/measure.h"
#include "sim/params.h"

enum { TARGETS_MAX = 1000 };

#define TARGET_FIELDS(P, self)                                                                               \
    P(self, TEXT, id, "", 0, 0, "1", PARAM_REQUIRED, "Name of the target.", "choice of the scenario")        \
    P(self, TEXT, territory, "", 0, 0, "1", PARAM_PLAIN, "The place that the figure is of.", "publication")  \
    P(self, TEXT, measure, "", 0, 0, "1", PARAM_REQUIRED, "Which measure of the model is held against it.",  \
      "choice of the scenario")                                                                              \
    P(self, REAL, value, "0", -1e15, 1e15, "1", PARAM_REQUIRED,                                              \
      "What is published, in the unit of the measure.", "publication")                                       \
    P(self, REAL, tolerance, "1", 1e-9, 1e15, "1", PARAM_REQUIRED,                                           \
      "How far off a run may be, above or below, in the unit of the measure.", "choice of the scenario")     \
    P(self, TEXT, unit, "", 0, 0, "1", PARAM_PLAIN, "Unit, as published.", "publication")                    \
    P(self, TEXT, year, "", 0, 0, "1", PARAM_PLAIN, "Year, quarter or years that it holds for.",             \
      "publication")                                                                                         \
    P(self, NOTE, definition, "", 0, 0, "1", PARAM_PLAIN, "What exactly was counted, as published.",         \
      "publication")                                                                                         \
    P(self, NOTE, source, "", 0, 0, "1", PARAM_REQUIRED, "Where it is published.", "publication")            \
    P(self, CHOICE, confidence, "S", 0, 0, "V|V2|S|D", PARAM_REQUIRED,                                       \
      "How sure the figure is: V read at the publisher, V2 read where it is quoted, S printed in a book, D " \
      "derived from such.",                                                                                  \
      "choice of the scenario")

struct target {
    TARGET_FIELDS(PARAM_MEMBER, )
};

/* The values struct of the engine's table. */
struct target_params {
    struct param_rows targets;
};

extern const struct param_schema target_schema;

/* The code of its confidence: "V", "V2", "S" or "D". */
const char *target_confidence(const struct target *target);

/* STATUS_INPUT at the row that names an unknown measure, with the nearest name as a hint. */
enum status targets_check(const struct target_params *params, const struct measure *measures,
                          size_t measure_count, struct error *error);

/* The first row in which two tables do not ask the same: another measure, value or tolerance, or no such row
 * in one of them. SIZE_MAX: they ask the same. */
size_t targets_difference(const struct target_params *a, const struct target_params *b);

#endif
