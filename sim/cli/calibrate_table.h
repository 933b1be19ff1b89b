/* What `bassin calibrate` says at its end, 80 columns wide: values, targets before and after, and which
 * parameter moves which target. */
#ifndef SIM_CLI_CALIBRATE_TABLE_H
#define SIM_CLI_CALIBRATE_TABLE_H

#include <stdio.h>

#include "sim/calibration.h"

void calibrate_print(FILE *out, const struct calibrated *calibrated);

#endif
