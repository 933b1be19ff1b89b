#include "tests/support/declarations.h"

#include <ctype.h>
#include <string.h>

#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/params.h"
#include "sim/scenario.h"

/* Keys of a scenario that are no groups. */
static bool is_reserved(const char *path)
{
    static const char *const reserved[] = {"title", "model", "changes", "overrides"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (strcmp(path, reserved[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_legal_name(const char *name, const char *marks)
{
    if (name == NULL || !isalpha((unsigned char)name[0]) || strlen(name) >= PARAM_TEXT_MAX) {
        return false;
    }
    for (const char *c = name; *c != '\0'; c++) {
        if (!isalnum((unsigned char)*c) && strchr(marks, *c) == NULL) {
            return false;
        }
    }
    return true;
}

static bool is_empty(const char *text)
{
    return text == NULL || text[0] == '\0' || strchr(text, '\n') != NULL;
}

static enum status fault(const struct param_group *group, const struct param *param, const char *what,
                         struct error *error)
{
    return error_set(error, STATUS_FAILED, "declaration of %s%s%s: %s", group->path, param == NULL ? "" : ".",
                     param == NULL ? "" : param->name, what);
}

static enum status check_reference(const struct param_schema *schema, const struct param_group *group,
                                   const struct param *param, struct error *error)
{
    const struct param_group *table = param_schema_find(schema, param->unit, strlen(param->unit));
    if (table == NULL || !param_group_has_names(table)) {
        return fault(group, param, "its unit is no table with named rows", error);
    }
    return STATUS_OK;
}

static enum status check_bounds(const struct param_group *group, const struct param *param,
                                struct error *error)
{
    bool is_number = param->type == PARAM_INT || param->type == PARAM_REAL;
    if (is_number ? !(param->min < param->max) : param->min != 0 || param->max != 0) {
        return fault(group, param, "its bounds are not in order", error);
    }
    return STATUS_OK;
}

/* The default must pass the checks that a user's value would; references wait for their table. */
static enum status check_default(const struct param_group *group, const struct param *param, void *scratch,
                                 struct error *error)
{
    struct param_slot slot = {group, param, 0, (char *)scratch + param->offset};
    union param_value value;
    if ((param->flags & PARAM_REQUIRED) != 0 || param->type == PARAM_REF) {
        return STATUS_OK;
    }
    return param_read(NULL, &slot, param->fallback, NULL, &value, error);
}

static enum status check_param(const struct param_schema *schema, const struct param_group *group,
                               const struct param *param, void *scratch, struct error *error)
{
    if (!is_legal_name(param->name, "_")) {
        return fault(group, param, "its name is not made of letters, digits and _", error);
    }
    if (param_group_find(group, param->name, strlen(param->name)) != param) {
        return fault(group, param, "it is declared twice", error);
    }
    if (is_empty(param->text) || is_empty(param->unit) || is_empty(param->source) ||
        param->fallback == NULL) {
        return fault(group, param, "text, unit, source or default is missing, or has several lines", error);
    }
    bool is_row_name = param_group_has_names(group) && param == &group->params[0];
    if (is_row_name && (param->flags & (PARAM_REQUIRED | PARAM_DATED)) != PARAM_REQUIRED) {
        return fault(group, param, "the name of a row is required and cannot change", error);
    }
    if (param->type == PARAM_NOTE && (param->flags & PARAM_DATED) != 0) {
        return fault(group, param, "a text of this length cannot change at a date", error);
    }
    PASS(check_bounds(group, param, error));
    if (param->type == PARAM_REF) {
        PASS(check_reference(schema, group, param, error));
    }
    return check_default(group, param, scratch, error);
}

static enum status check_group(const struct param_schema *schema, const struct param_group *group,
                               struct error *error)
{
    enum status status = STATUS_OK;
    void *scratch = NULL;
    if (!is_legal_name(group->path, "_") || is_reserved(group->path)) {
        return fault(group, NULL, "its name is reserved, or not made of letters, digits and _", error);
    }
    if (param_schema_find(schema, group->path, strlen(group->path)) != group) {
        return fault(group, NULL, "it is declared twice", error);
    }
    if (is_empty(group->text) || group->param_count == 0 ||
        (group->row_size != 0) != (group->max_rows != 0)) {
        return fault(group, NULL, "text, parameters or the number of rows is missing", error);
    }
    scratch = memory_alloc(1, group->row_size != 0 ? group->row_size : param_schema_size(schema));
    if (scratch == NULL) {
        return error_memory(error, group->path);
    }
    for (size_t i = 0; i < group->param_count; i++) {
        TRY(check_param(schema, group, &group->params[i], scratch, error));
    }
out:
    memory_free(scratch);
    return status;
}

enum status param_schema_check(const struct param_schema *schema, struct error *error)
{
    for (size_t i = 0; i < param_group_count(schema); i++) {
        PASS(check_group(schema, param_group_at(schema, i), error));
    }
    return STATUS_OK;
}

enum status measures_check(const struct measure *measures, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct measure *measure = &measures[i];
        const char *fault = NULL;
        if (!is_legal_name(measure->name, "_.")) {
            fault = "its name is not made of letters, digits, _ and points";
        } else if (name_find(measure->name, strlen(measure->name), measures, count, sizeof *measures) != i) {
            fault = "it is declared twice";
        } else if (is_empty(measure->section) || is_empty(measure->label) || is_empty(measure->unit) ||
                   is_empty(measure->definition)) {
            fault = "section, label, unit or definition is missing, or has several lines";
        } else if (measure->digits < 0 || measure->digits > 9) {
            fault = "expected 0 to 9 digits after the point";
        }
        if (fault != NULL) {
            return error_set(error, STATUS_FAILED, "declaration of the measure %s (number %zu): %s",
                             measure->name == NULL ? "" : measure->name, i, fault);
        }
    }
    return STATUS_OK;
}

enum status steady_check(const struct steady *steady, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct steady *figure = &steady[i];
        if (!is_legal_name(figure->name, "_.") ||
            name_find(figure->name, strlen(figure->name), steady, count, sizeof *steady) != i ||
            is_empty(figure->label) || is_empty(figure->unit) || figure->digits < 0 || figure->digits > 9 ||
            !(figure->bound > 0)) {
            return error_set(error, STATUS_FAILED, "declaration of the steady figure %s (number %zu)",
                             figure->name == NULL ? "" : figure->name, i);
        }
    }
    return STATUS_OK;
}

static bool is_declared(const struct model *model, const char *what)
{
    size_t length = strcspn(what, ".");
    const struct param_group *group = param_schema_find(model->schema, what, length);
    group = group == NULL ? param_schema_find(&run_schema, what, length) : group;
    return group != NULL && (what[length] == '\0' ||
                             param_group_find(group, what + length + 1, strlen(what + length + 1)) != NULL);
}

enum status remarks_check_model(const struct model *model, struct error *error)
{
    const struct requirement *need;
    for (size_t n = 0; (need = model_need(model, n)) != NULL; n++) {
        if (!is_declared(model, need->what) || !is_declared(model, need->on) ||
            strchr(need->on, '.') == NULL) {
            return error_set(error, STATUS_FAILED, "%s needs %s: not declared", need->what, need->on);
        }
    }
    const struct usual_range *usual;
    for (size_t u = 0; (usual = model_usual(model, u)) != NULL; u++) {
        if (!is_declared(model, usual->what) || !(usual->min < usual->max) || usual->source[0] == '\0') {
            return error_set(error, STATUS_FAILED, "%s: its usual range is not declared well", usual->what);
        }
    }
    return STATUS_OK;
}
