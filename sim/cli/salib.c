#include "sim/cli/salib.h"

#include <math.h>
#include <string.h>

#include "sim/cli/format.h"
#include "sim/cli/messages.h"
#include "sim/list.h"

/* The usual range of a parameter, "group.name" or "table.field"; false: none is known. */
static bool usual_bounds(const struct model *model, const struct param_group *group,
                         const struct param *param, struct salib_bounds *bounds)
{
    char what[PARAM_PATH_MAX];
    snprintf(what, sizeof what, "%s.%s", group->path, param->name);
    const struct usual_range *usual;
    for (size_t i = 0; model != NULL && (usual = model_usual(model, i)) != NULL; i++) {
        if (strcmp(usual->what, what) == 0) {
            bounds->min = fmax(usual->min, param->min);
            bounds->max = fmin(usual->max, param->max);
            return true;
        }
    }
    return false;
}

/* Nobody samples a range that is legal because there is no bound to speak of. */
static bool is_endless(const struct salib_bounds *bounds)
{
    const double endless = 1e5;
    return !isfinite(bounds->min) || !isfinite(bounds->max) || bounds->max - bounds->min >= endless;
}

static void note_endless(struct salib_problem *problem, const char *path)
{
    size_t used = strlen(problem->endless);
    snprintf(problem->endless + used, sizeof problem->endless - used, "%s%s", used > 0 ? ", " : "", path);
}

void salib_add(struct salib_problem *problem, const struct model *model, const struct param_group *group,
               const struct param *param, const char *path)
{
    struct salib_bounds bounds = {.min = param->min, .max = param->max};
    if (param->type != PARAM_REAL || (param->flags & PARAM_SWEEP) == 0) {
        return;
    }
    bool usual = usual_bounds(model, group, param, &bounds);
    if (!usual && is_endless(&bounds)) {
        note_endless(problem, path);
        return;
    }
    struct salib_bounds *items = list_room(problem->items, problem->count, sizeof *items);
    if (items == NULL) {
        problem->failed = true;
        return;
    }
    problem->items = items;
    snprintf(bounds.path, sizeof bounds.path, "%s", path);
    problem->items[problem->count++] = bounds;
    problem->mixed |= problem->model != NULL && problem->model != model;
    problem->model = model;
}

static void print_bounds(FILE *out, const struct salib_bounds *bounds)
{
    char min[32];
    char max[32];
    param_format_real(bounds->min, min);
    param_format_real(bounds->max, max);
    fprintf(out, "[%s, %s]", min, max);
}

enum status salib_print(FILE *out, const struct salib_problem *problem, struct error *error)
{
    if (problem->failed) {
        return error_memory(error, "parameters of a problem");
    }
    if (problem->endless[0] != '\0') {
        message_note("without a range to sample, left out: %s", problem->endless);
    }
    if (problem->count == 0) {
        error_set(error, STATUS_INPUT, "there is no parameter that can be sampled");
        error_hint(error, "\"bassin params\" says \"sweep\" of those that can; rows are named, as in "
                          "zones.centre.size");
        return STATUS_INPUT;
    }
    if (problem->mixed) {
        return error_set(error, STATUS_INPUT, "the parameters are of several models: expected --model NAME");
    }
    fprintf(out, "{\n  \"num_vars\": %zu,\n  \"names\": [", problem->count);
    for (size_t i = 0; i < problem->count; i++) {
        fputs(i > 0 ? ", " : "", out);
        format_json_string(out, problem->items[i].path);
    }
    fputs("],\n  \"bounds\": [", out);
    for (size_t i = 0; i < problem->count; i++) {
        fputs(i > 0 ? ", " : "", out);
        print_bounds(out, &problem->items[i]);
    }
    fputs("],\n  \"dists\": [", out);
    for (size_t i = 0; i < problem->count; i++) {
        fputs(i > 0 ? ", \"unif\"" : "\"unif\"", out);
    }
    fputs("]\n}\n", out);
    return STATUS_OK;
}

void salib_clear(struct salib_problem *problem)
{
    memory_free(problem->items);
    *problem = (struct salib_problem){0};
}
