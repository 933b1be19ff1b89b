/* What `compare` says: arms side by side, as text, CSV or JSON. */
#ifndef SIM_CLI_COMPARE_TABLE_H
#define SIM_CLI_COMPARE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/cli/format.h"
#include "sim/io/comparison.h"

struct compare_view {
    const struct loaded_batch *batch;
    const struct comparison *comparison;
    double level;
    double precision; /* half of the interval that is wished for */
    bool in_percent;  /* of the baseline; else in the unit of each figure */
};

/* A table for each contrast, 80 columns wide. */
enum status compare_print_text(FILE *out, const struct compare_view *view, struct error *error);

/* A record for each contrast and figure. */
void compare_print_records(FILE *out, const struct compare_view *view, enum format format);

/* "higher", "higher at point 3", "point 3": one side of a contrast. */
void compare_side(const struct experiment *experiment, size_t arm, size_t point, char *text, size_t size);

/* How many replicates make the interval of a figure as narrow as the view wishes, with pairs and without; 0:
 * unknown. */
struct compare_needs {
    double paired;
    double unpaired;
};
struct compare_needs compare_needs(const struct compare_view *view, const struct paired *pairs);

#endif
