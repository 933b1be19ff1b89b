/* Whether a model's declarations are complete: what its tests ask. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sim/memory.h"
#include "sim/param_value.h"

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

static bool is_legal_name(const char *name)
{
    if (name == NULL || !isalpha((unsigned char)name[0]) || strlen(name) >= PARAM_TEXT_MAX) {
        return false;
    }
    for (const char *c = name; *c != '\0'; c++) {
        if (!isalnum((unsigned char)*c) && *c != '_') {
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
    enum status status = STATUS_OK;
    struct param_slot slot = {group, param, 0, (char *)scratch + param->offset};
    union param_value value;
    if ((param->flags & PARAM_REQUIRED) != 0 || param->type == PARAM_REF) {
        return STATUS_OK;
    }
    TRY(param_read(NULL, &slot, param->fallback, NULL, &value, error));
out:
    return status;
}

static enum status check_param(const struct param_schema *schema, const struct param_group *group,
                               const struct param *param, void *scratch, struct error *error)
{
    enum status status = STATUS_OK;
    if (!is_legal_name(param->name)) {
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
    TRY(check_bounds(group, param, error));
    if (param->type == PARAM_REF) {
        TRY(check_reference(schema, group, param, error));
    }
    TRY(check_default(group, param, scratch, error));
out:
    return status;
}

static enum status check_group(const struct param_schema *schema, const struct param_group *group,
                               struct error *error)
{
    enum status status = STATUS_OK;
    void *scratch = NULL;
    if (!is_legal_name(group->path) || is_reserved(group->path)) {
        return fault(group, NULL, "its name is reserved, or not made of letters, digits and _", error);
    }
    if (param_schema_find(schema, group->path, strlen(group->path)) != group) {
        return fault(group, NULL, "it is declared twice", error);
    }
    if (is_empty(group->text) || group->param_count == 0 ||
        (group->row_size != 0) != (group->max_rows != 0)) {
        return fault(group, NULL, "text, parameters or the number of rows is missing", error);
    }
    scratch = memory_alloc(1, group->row_size != 0 ? group->row_size : schema->size);
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
    enum status status = STATUS_OK;
    for (size_t i = 0; i < schema->group_count; i++) {
        TRY(check_group(schema, &schema->groups[i], error));
    }
out:
    return status;
}
