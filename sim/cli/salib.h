/* A problem as SALib knows it: names, bounds and distributions of parameters that may be swept. */
#ifndef SIM_CLI_SALIB_H
#define SIM_CLI_SALIB_H

#include <stdio.h>

#include "sim/error.h"
#include "sim/model.h"
#include "sim/params.h"

struct salib_bounds {
    char path[PARAM_PATH_MAX];
    double min;
    double max;
};

struct salib_problem {
    struct salib_bounds *items;
    size_t count;
    const struct model *model; /* of the parameters */
    bool mixed;                /* they are of several models */
    bool failed;               /* memory ran out */
    char endless[512];         /* those that have no two bounds, "a, b, c" */
};

/* Adds a parameter that is asked for, if it is a real number that may be swept; `model` is NULL for the
 * engine's own. Bounds are the usual range where the model knows one, else the legal one. */
void salib_add(struct salib_problem *problem, const struct model *model, const struct param_group *group,
               const struct param *param, const char *path);

/* Prints it as JSON, which is what SALib's functions take when it is read. STATUS_INPUT when it is empty or
 * of several models; says on standard error what it leaves out. */
enum status salib_print(FILE *out, const struct salib_problem *problem, struct error *error);

void salib_clear(struct salib_problem *problem);

#endif
