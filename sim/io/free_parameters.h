/* The list of the free parameters of a calibration, or of those whose ranges are looked at: a CSV file.
 *
 *     parameter,lower,upper,scale
 *     search.radius_minutes,20,60,
 *     rates.job_loss,0.0001,0.01,logarithmic
 *
 * `parameter` is required. Without a bound the usual one counts that the model knows, else the declared one;
 * without a scale it is logarithmic where both bounds are above 0 and a factor of ten or more apart. */
#ifndef SIM_IO_FREE_PARAMETERS_H
#define SIM_IO_FREE_PARAMETERS_H

#include <stdbool.h>

#include "sim/design.h"
#include "sim/scenario.h"

/* Reads `name`, which must outlive `design`, into the factors of a zeroed design. With
 * `around` the value of the scenario must lie in each range. STATUS_INPUT with the place of what is wrong.
 * `design_clear` is legal after a failure. */
enum status free_parameters_read(struct design *design, const char *name, const struct scenario *scenario,
                                 bool around, struct error *error);

#endif
