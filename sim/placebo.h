/* Placebo arms: the baseline with other luck from a day on (run.luck). What such an arm differs by is chance,
 * of the kind by which paths of persons part in any arm. */
#ifndef SIM_PLACEBO_H
#define SIM_PLACEBO_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/experiment.h"

/* Makes an arm that has nothing of its own one: of the first arm, from `day` on. */
enum status placebo_make(struct arm *arm, int32_t day, struct error *error);

/* The day on which arms that are none part from the first one; INT32_MAX: none does, INT32_MIN: on several.
 */
enum status placebo_day(const struct experiment *experiment, const bool *placebos, int32_t *day,
                        struct error *error);

/* Whether `arm` differs from `base` in its luck alone, and from which day on. */
bool placebo_is(const struct scenario *arm, const struct scenario *base, int32_t *day);

#endif
