#include "sim/remarks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"

/* A remark under way. `now` is a copy of the scenario on which the changes of one date after the other hold.
 */
struct remarks {
    const struct scenario *scenario;
    struct scenario now;
    int *last_on; /* [need_count] the last stage in which its condition holds, -1: none */
    struct remark_listener to;
};

void remark(const struct remark_listener *to, const struct place *place, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    to->tell(to->context, place, text);
}

static size_t need_count(const struct model *model)
{
    size_t count = 0;
    while (model_need(model, count) != NULL) {
        count++;
    }
    return count;
}

/* "group", "group.name", "table.field". */
static bool is_of(const char *what, const struct param_slot *slot)
{
    size_t length = strlen(slot->group->path);
    return strncmp(what, slot->group->path, length) == 0 &&
           (what[length] == '\0' ||
            (what[length] == '.' && strcmp(what + length + 1, slot->param->name) == 0));
}

/* Whether the row of the slot has the value that `where` asks for, "field=value". */
static bool row_is(const struct scenario *scenario, const struct param_slot *slot, const char *where)
{
    char value[PARAM_NOTE_MAX];
    size_t length = strcspn(where, "=");
    const struct param_set *set = param_set_of(scenario->sets, SCENARIO_SETS, slot->group);
    const struct param *field = param_group_find(slot->group, where, length);
    struct param_slot other = param_slot_at(set, slot->group, slot->row, field);
    param_format(set, &other, value, sizeof value);
    return strcmp(value, where + length + 1) == 0;
}

static bool concerns(const struct requirement *need, const struct scenario *scenario,
                     const struct param_slot *slot)
{
    char path[PARAM_PATH_MAX];
    param_path(slot, path);
    return is_of(need->what, slot) && strcmp(path, need->on) != 0 &&
           (need->where == NULL || row_is(scenario, slot, need->where));
}

static bool is_on(const struct scenario *scenario, const char *path)
{
    struct param_slot slot;
    if (param_find(scenario->sets, SCENARIO_SETS, path, NULL, &slot, NULL) != STATUS_OK) {
        return true;
    }
    switch (slot.param->type) {
    case PARAM_BOOL:
        return *(const bool *)slot.value;
    case PARAM_INT:
        return *(const int64_t *)slot.value != 0;
    default:
        return *(const double *)slot.value != 0;
    }
}

/* Whether anything else makes a setting idle that holds from `stage` and `day` on. */
static void remark_idle(const struct remarks *remarks, const struct param_slot *slot,
                        const struct place *place, int stage, int32_t day)
{
    const struct model *model = remarks->scenario->model;
    char path[PARAM_PATH_MAX];
    param_path(slot, path);
    for (size_t n = 0; n < need_count(model); n++) {
        const struct requirement *need = model_need(model, n);
        if (remarks->last_on[n] < stage && concerns(need, remarks->scenario, slot)) {
            struct param_slot on;
            param_find(remarks->scenario->sets, SCENARIO_SETS, need->on, NULL, &on, NULL);
            bool is_truth = on.param->type == PARAM_BOOL;
            remark(&remarks->to, place, "%s has no effect while %s is %s", path, need->on,
                   need->off ? (is_truth ? "true" : "not 0") : (is_truth ? "false" : "0"));
            return;
        }
    }
    const char *why =
        model->idle == NULL ? NULL : model->idle(remarks->now.sets[SCENARIO_SET_MODEL].values, day, slot);
    if (why != NULL) {
        remark(&remarks->to, place, "%s has no effect: %s", path, why);
    }
}

static void remark_unusual(const struct remarks *remarks, const struct param_slot *slot, const char *value,
                           const struct place *place)
{
    const struct model *model = remarks->scenario->model;
    const struct usual_range *usual;
    for (size_t u = 0; (usual = model_usual(model, u)) != NULL; u++) {
        double number = strtod(value, NULL);
        if (is_of(usual->what, slot) && (number < usual->min || number > usual->max)) {
            char path[PARAM_PATH_MAX];
            param_path(slot, path);
            remark(&remarks->to, place, "%s: %s is outside the usual range, %g to %g %s (%s)", path, value,
                   usual->min, usual->max, strcmp(slot->param->unit, "1") == 0 ? "" : slot->param->unit,
                   usual->source);
        }
    }
}

static void remark_given(const struct remarks *remarks)
{
    const struct scenario *scenario = remarks->scenario;
    for (size_t i = 0; i < scenario->given_count; i++) {
        const struct given *given = &scenario->given[i];
        char value[PARAM_NOTE_MAX];
        param_format(param_set_of(scenario->sets, SCENARIO_SETS, given->slot.group), &given->slot, value,
                     sizeof value);
        remark_idle(remarks, &given->slot, &given->place, 0, scenario_first_day(scenario));
        remark_unusual(remarks, &given->slot, value, &given->place);
    }
}

static void remark_change(const struct remarks *remarks, const struct change *change, int stage)
{
    char date[11];
    char value[PARAM_NOTE_MAX];
    const struct param_set *set = param_set_of(remarks->now.sets, SCENARIO_SETS, change->slot.group);
    struct param_slot slot = param_slot_at(set, change->slot.group, change->slot.row, change->slot.param);
    date_format(change->day, date);
    param_format(set, &slot, value, sizeof value);
    if (change->day >= remarks->scenario->run->end) {
        remark(&remarks->to, &change->place, "%s changes on %s, after the last day: no effect", change->path,
               date);
        return;
    }
    if (strcmp(value, change->value) == 0) {
        remark(&remarks->to, &change->place, "%s is %s already on %s: no effect", change->path, value, date);
    }
    remark_idle(remarks, &slot, &change->place, stage, change->day);
    remark_unusual(remarks, &slot, change->value, &change->place);
}

/* Walks over the dates; `visit` sees each change before it holds, conditions are noted when all of a date do.
 */
static enum status walk(struct remarks *remarks, bool visit, struct error *error)
{
    const struct scenario *scenario = remarks->scenario;
    const struct model *model = scenario->model;
    int stage = 0;
    scenario_clear(&remarks->now);
    PASS(scenario_copy(&remarks->now, scenario, error));
    for (size_t i = 0; i <= scenario->changes.count; stage++) {
        for (size_t n = 0; !visit && n < need_count(model); n++) {
            const struct requirement *need = model_need(model, n);
            if (is_on(&remarks->now, need->on) != need->off) {
                remarks->last_on[n] = stage;
            }
        }
        if (i == scenario->changes.count) {
            break;
        }
        int32_t day = scenario->changes.changes[i].day;
        for (; i < scenario->changes.count && scenario->changes.changes[i].day == day; i++) {
            if (visit) {
                remark_change(remarks, &scenario->changes.changes[i], stage + 1);
            }
        }
        if (day >= scenario->run->end && !visit) {
            break;
        }
        size_t applied;
        PASS(change_list_apply(&remarks->now.changes, remarks->now.sets, SCENARIO_SETS, day - 1, day,
                               &applied, error));
    }
    return STATUS_OK;
}

/* Rows that begin after the end, and rows that no reference points to although one should. */
static enum status remark_rows(const struct remarks *remarks, const struct param_set *set,
                               const struct param_group *group, const struct param *param,
                               struct error *error)
{
    const struct param_rows *rows = param_rows_of(set, group);
    const struct param_group *table = param_schema_find(set->schema, param->unit, strlen(param->unit));
    size_t table_rows = param->type == PARAM_REF && table != NULL ? param_row_count(set, table) : 0;
    bool *used = memory_alloc(table_rows, sizeof *used);
    if (used == NULL) {
        return error_memory(error, "remarks");
    }
    for (size_t r = 0; r < rows->count; r++) {
        int32_t code = *(const int32_t *)param_slot_at(set, group, r, param).value;
        if (param->type == PARAM_DATE && code >= remarks->scenario->run->end) {
            remark(&remarks->to, &rows->places[r], "%s: this row begins after the last day: no effect",
                   group->path);
        } else if (code >= 0 && (size_t)code < table_rows) {
            used[code] = true;
        }
    }
    for (size_t r = 0; r < table_rows; r++) {
        if (!used[r]) {
            struct param_slot slot = param_slot_at(set, table, r, &table->params[0]);
            const struct param_rows *found = param_rows_of(set, table);
            remark(&remarks->to, &found->places[r], "%s \"%s\" has no effect: no row of %s has it",
                   table->path, ((const struct param_text *)slot.value)->chars, group->path);
        }
    }
    memory_free(used);
    return STATUS_OK;
}

static enum status remark_tables(const struct remarks *remarks, struct error *error)
{
    const struct param_set *set = &remarks->scenario->sets[SCENARIO_SET_MODEL];
    for (size_t g = 0; g < param_group_count(set->schema); g++) {
        const struct param_group *group = param_group_at(set->schema, g);
        for (size_t p = 0; group->row_size != 0 && p < group->param_count; p++) {
            if ((group->params[p].flags & PARAM_USES) != 0) {
                PASS(remark_rows(remarks, set, group, &group->params[p], error));
            }
        }
    }
    return STATUS_OK;
}

enum status scenario_remarks(const struct scenario *scenario,
                             void (*tell)(void *context, const struct place *place, const char *text),
                             void *context, struct error *error)
{
    enum status status = STATUS_OK;
    struct remarks remarks = {.scenario = scenario, .to = {tell, context}};
    remarks.last_on = memory_alloc(need_count(scenario->model), sizeof *remarks.last_on);
    if (remarks.last_on == NULL) {
        return error_memory(error, "remarks");
    }
    for (size_t n = 0; n < need_count(scenario->model); n++) {
        remarks.last_on[n] = -1;
    }
    TRY(walk(&remarks, false, error));
    scenario_clear(&remarks.now);
    TRY(scenario_copy(&remarks.now, scenario, error));
    remark_given(&remarks);
    TRY(walk(&remarks, true, error));
    TRY(remark_tables(&remarks, error));
    if (scenario->model->oddities != NULL) {
        scenario->model->oddities(scenario, &remarks.to);
    }
out:
    scenario_clear(&remarks.now);
    memory_free(remarks.last_on);
    return status;
}
