/* What `bassin sensitivity` says: effects or indices of each measure, as text, CSV or JSON. */
#ifndef SIM_CLI_SENSITIVITY_TABLE_H
#define SIM_CLI_SENSITIVITY_TABLE_H

#include <stdio.h>

#include "sim/cli/format.h"
#include "sim/model.h"
#include "sim/sensitivity.h"

struct sensitivity_view {
    const char *title; /* of the experiment or scenario */
    const char *command;
    const struct model *model;
    const struct sensitivity *plan;
    double level;
    size_t *measures; /* [count] of the model */
    size_t count;
    struct sensitivity_figure *figures; /* [count] */
    size_t failed;                      /* runs */
};

/* A table 80 columns wide, for each measure the parameters that move it most first. */
enum status sensitivity_print_text(FILE *out, const struct sensitivity_view *view, struct error *error);

/* A record for each measure and parameter. */
void sensitivity_print_records(FILE *out, const struct sensitivity_view *view, enum format format);

#endif
