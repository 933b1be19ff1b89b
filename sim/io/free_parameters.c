#include "sim/io/free_parameters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv_file.h"
#include "sim/search.h"

enum { COLUMN_PARAMETER, COLUMN_LOWER, COLUMN_UPPER, COLUMN_SCALE, COLUMNS };
struct title {
    const char *name;
};
static const struct title titles[COLUMNS] = {{"parameter"}, {"lower"}, {"upper"}, {"scale"}};

/* Apart by a factor of that or more, both above 0: logarithmic unless the list says otherwise. */
static const double wide = 10;

struct list {
    struct csv_file csv;
    size_t columns[COLUMNS]; /* where each stands; csv.columns: nowhere */
    const struct scenario *scenario;
    struct design *design;
    bool around; /* ranges hold the values of the scenario */
    struct error *error;
};

/* ---- columns ---- */

static enum status find_columns(struct list *list)
{
    const struct csv_file *csv = &list->csv;
    const struct place place = csv_file_title_place(csv, csv->columns - 1);
    PASS(csv_file_find_columns(csv, titles, COLUMNS, sizeof titles[0], list->columns, list->error));
    return list->columns[COLUMN_PARAMETER] != csv->columns && csv->rows > 0
               ? STATUS_OK
               : error_set_at(list->error, STATUS_INPUT, &place,
                              "expected a column \"parameter\" and below it a parameter a line");
}

/* NULL: the cell is empty or there is no such column. */
static const char *cell(const struct list *list, size_t row, size_t column, struct place *place)
{
    if (list->columns[column] == list->csv.columns) {
        return NULL;
    }
    const char *text = csv_file_text(&list->csv, row, list->columns[column]);
    *place = csv_file_place(&list->csv, row, list->columns[column]);
    return text[0] != '\0' ? text : NULL;
}

/* ---- one parameter ---- */

static enum status find_parameter(const struct list *list, const char *path, const struct place *place,
                                  struct param_slot *slot)
{
    const struct design *design = list->design;
    PASS(param_find(list->scenario->sets, SCENARIO_SETS, path, place, slot, list->error));
    if ((slot->param->type != PARAM_REAL && slot->param->type != PARAM_INT) ||
        (slot->param->flags & PARAM_SWEEP) == 0) {
        return error_set_at(list->error, STATUS_INPUT, place,
                            "%s cannot be free; expected a number that \"bassin params\" says may be swept",
                            path);
    }
    for (size_t f = 0; f < design->factor_count; f++) {
        if (strcmp(design->factors[f].path, path) == 0) {
            return error_set_at(list->error, STATUS_INPUT, place, "%s is listed twice; first at line %d",
                                path, design->factors[f].place.line);
        }
    }
    return design->factor_count < SEARCH_FACTORS_MAX
               ? STATUS_OK
               : error_set_at(list->error, STATUS_INPUT, place,
                              "more than %d parameters are too many to search", SEARCH_FACTORS_MAX);
}

/* What the model holds for usual, within the declared bounds. */
static void default_bounds(const struct list *list, const struct param_slot *slot, struct factor *factor)
{
    char what[PARAM_PATH_MAX];
    const struct usual_range *usual;
    snprintf(what, sizeof what, "%s.%s", slot->group->path, slot->param->name);
    factor->from = slot->param->min;
    factor->to = slot->param->max;
    for (size_t i = 0; (usual = model_usual(list->scenario->model, i)) != NULL; i++) {
        if (strcmp(usual->what, what) == 0) {
            factor->from = fmax(factor->from, usual->min);
            factor->to = fmin(factor->to, usual->max);
        }
    }
}

static enum status read_bound(const struct list *list, size_t row, size_t column,
                              const struct param_slot *slot, double *bound)
{
    struct place place;
    char buffer[CSV_NUMBER_MAX];
    union param_value value;
    const char *text = cell(list, row, column, &place);
    if (text == NULL) {
        return STATUS_OK;
    }
    PASS(csv_file_number(&list->csv, row, list->columns[column], buffer, &text, list->error));
    PASS(param_read(param_set_of(list->scenario->sets, SCENARIO_SETS, slot->group), slot, text, &place,
                    &value, list->error));
    *bound = slot->param->type == PARAM_INT ? (double)value.integer : value.real;
    return STATUS_OK;
}

static enum status read_scale(const struct list *list, size_t row, struct factor *factor)
{
    struct place place;
    const char *text = cell(list, row, COLUMN_SCALE, &place);
    factor->logarithmic = factor->from > 0 && factor->to >= wide * factor->from;
    if (text == NULL) {
        return STATUS_OK;
    }
    factor->logarithmic = strcmp(text, "logarithmic") == 0;
    if (!factor->logarithmic && strcmp(text, "linear") != 0) {
        return error_set_at(list->error, STATUS_INPUT, &place,
                            "unknown scale \"%.40s\"; expected linear or logarithmic", text);
    }
    return !factor->logarithmic || factor->from > 0
               ? STATUS_OK
               : error_set_at(list->error, STATUS_INPUT, &place,
                              "a logarithmic scale needs bounds above 0; the lower one is %g", factor->from);
}

/* A search begins where the scenario is. */
static enum status check_range(const struct list *list, const struct param_slot *slot,
                               const struct factor *factor)
{
    const double endless = 1e5;
    double start =
        slot->param->type == PARAM_INT ? (double)*(const int64_t *)slot->value : *(const double *)slot->value;
    if (!(factor->from < factor->to)) {
        return error_set_at(list->error, STATUS_INPUT, &factor->place,
                            "%s: from %g to %g is no range; expected lower below upper", factor->path,
                            factor->from, factor->to);
    }
    if (!factor->logarithmic && factor->to - factor->from >= endless) {
        return error_set_at(list->error, STATUS_INPUT, &factor->place,
                            "%s: from %g to %g is no range to search; expected bounds that are nearer",
                            factor->path, factor->from, factor->to);
    }
    return !list->around || (start >= factor->from && start <= factor->to)
               ? STATUS_OK
               : error_set_at(list->error, STATUS_INPUT, &factor->place,
                              "%s: the scenario has %g, where the search begins; expected bounds around it, "
                              "not %g to %g",
                              factor->path, start, factor->from, factor->to);
}

static enum status read_parameter(struct list *list, size_t row)
{
    struct place place;
    struct param_slot slot;
    const char *path = cell(list, row, COLUMN_PARAMETER, &place);
    PASS(find_parameter(list, path != NULL ? path : "", &place, &slot));
    struct factor *factor = design_add(list->design, list->error);
    if (factor == NULL) {
        return STATUS_MEMORY;
    }
    param_path(&slot, factor->path);
    factor->place = place;
    factor->whole = slot.param->type == PARAM_INT;
    default_bounds(list, &slot, factor);
    PASS(read_bound(list, row, COLUMN_LOWER, &slot, &factor->from));
    PASS(read_bound(list, row, COLUMN_UPPER, &slot, &factor->to));
    PASS(read_scale(list, row, factor));
    return check_range(list, &slot, factor);
}

enum status free_parameters_read(struct design *design, const char *name, const struct scenario *scenario,
                                 bool around, struct error *error)
{
    struct list list = {.scenario = scenario, .design = design, .around = around, .error = error};
    enum status status = STATUS_OK;
    TRY(csv_file_read(&list.csv, name, NULL, error));
    TRY(find_columns(&list));
    for (size_t row = 0; row < list.csv.rows; row++) {
        TRY(read_parameter(&list, row));
    }
out:
    csv_file_clear(&list.csv);
    return status;
}
