/* What a calibration leaves: the values as lines that a scenario includes, and a table of the targets. */
#ifndef SIM_IO_CALIBRATION_FILE_H
#define SIM_IO_CALIBRATION_FILE_H

#include <stdbool.h>

#include "sim/calibration.h"

/* The command and the program that found the values, and the scenario as it was named. */
struct calibration_origin {
    const char *command;
    const char *program;
    const char *scenario;
};

/* Values as groups and `overrides` of a scenario file, each with where it was and how far it is known; the
 * command and the loss before and after stand above them. An existing file stays unless `replace`. */
enum status calibration_write_values(const char *path, const struct calibrated *calibrated,
                                     const struct calibration_origin *origin, bool replace,
                                     struct error *error);

/* A line a target: published, before, after, their gaps in tolerances, whether held out, the noise, and for
 * each free parameter by how many tolerances a tenth of its range moves the measure, and the standard error
 * of that. */
enum status calibration_write_targets(const char *path, const struct calibrated *calibrated, bool replace,
                                      struct error *error);

#endif
