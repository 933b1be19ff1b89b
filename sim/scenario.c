#include "sim/scenario.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/list.h"
#include "sim/name_hint.h"
#include "sim/text.h"

static const struct param run_entries[] = {RUN_PARAMS(PARAM_ENTRY, struct run_params)};

/* The values struct of the engine's set is its one group. */
static const struct param_group run_groups[] = {{
    .path = "run",
    .text = "Period, seeds and what is kept; the same for all models.",
    .params = run_entries,
    .param_count = sizeof run_entries / sizeof run_entries[0],
}};

const struct param_schema run_schema = {
    .groups = run_groups,
    .group_count = 1,
    .size = sizeof(struct run_params),
};

enum status model_find(const struct model *const *models, size_t count, const char *name,
                       const struct place *place, const struct model **model, struct error *error)
{
    struct name_hint hint;
    char quoted[TEXT_QUOTE_MAX];
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(models[i]->name, name) == 0) {
            *model = models[i];
            return STATUS_OK;
        }
        name_hint_offer(&hint, models[i]->name);
    }
    error_set_at(error, STATUS_INPUT, place, "there is no model called %s",
                 text_quote(name, strlen(name), quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

enum status scenario_init(struct scenario *scenario, const struct model *model, struct error *error)
{
    *scenario = (struct scenario){.model = model};
    PASS(param_set_init(&scenario->sets[SCENARIO_SET_RUN], &run_schema, error));
    PASS(param_set_init(&scenario->sets[SCENARIO_SET_MODEL], model->schema, error));
    PASS(param_set_init(&scenario->sets[SCENARIO_SET_TARGETS], &target_schema, error));
    scenario->run = scenario->sets[SCENARIO_SET_RUN].values;
    scenario->targets = scenario->sets[SCENARIO_SET_TARGETS].values;
    return STATUS_OK;
}

void scenario_clear(struct scenario *scenario)
{
    for (int i = 0; i < SCENARIO_SETS; i++) {
        if (scenario->sets[i].values != NULL) {
            param_set_clear(&scenario->sets[i]);
        }
    }
    change_list_clear(&scenario->changes);
    for (size_t i = 0; i < scenario->file_count; i++) {
        memory_free(scenario->files[i]);
    }
    memory_free(scenario->files);
    memory_free(scenario->given);
    memory_free(scenario->replaced);
    *scenario = (struct scenario){0};
}

static enum status copy_rows(struct param_rows *copy, const struct param_rows *from, size_t row_size,
                             struct error *error)
{
    copy->rows = memory_alloc(from->count, row_size);
    copy->places = memory_alloc(from->count, sizeof *copy->places);
    if (copy->rows == NULL || copy->places == NULL) {
        return error_memory(error, "rows of the scenario");
    }
    if (from->count != 0) {
        memcpy(copy->rows, from->rows, from->count * row_size);
        memcpy(copy->places, from->places, from->count * sizeof *copy->places);
    }
    copy->count = from->count;
    return STATUS_OK;
}

/* `copy` holds defaults. Its tables are emptied again before they are filled, so that whatever fails, it
 * never shares rows with `from`. */
static enum status copy_set(struct param_set *copy, const struct param_set *from, struct error *error)
{
    const struct param_schema *schema = from->schema;
    memcpy(copy->values, from->values, param_schema_size(schema));
    for (size_t i = 0; i < param_group_count(schema); i++) {
        const struct param_group *group = param_group_at(schema, i);
        if (group->row_size != 0) {
            *param_rows_of(copy, group) = (struct param_rows){0};
        }
    }
    for (size_t i = 0; i < param_group_count(schema); i++) {
        const struct param_group *group = param_group_at(schema, i);
        if (group->row_size != 0) {
            PASS(copy_rows(param_rows_of(copy, group), param_rows_of(from, group), group->row_size, error));
        }
    }
    return STATUS_OK;
}

/* The changes of the copy must point at the copy's own values. */
static enum status copy_changes(struct scenario *copy, const struct change_list *from, struct error *error)
{
    for (size_t i = 0; i < from->count; i++) {
        struct change *changes = list_room(copy->changes.changes, i, sizeof *changes);
        if (changes == NULL) {
            return error_memory(error, "changes of the scenario");
        }
        copy->changes.changes = changes;
        struct change *change = &changes[i];
        *change = from->changes[i];
        PASS(param_find(copy->sets, SCENARIO_SETS, change->path, &change->place, &change->slot, error));
        copy->changes.count = i + 1;
    }
    return STATUS_OK;
}

enum status scenario_copy(struct scenario *copy, const struct scenario *from, struct error *error)
{
    PASS(scenario_init(copy, from->model, error));
    memcpy(copy->title, from->title, sizeof copy->title);
    for (int i = 0; i < SCENARIO_SETS; i++) {
        PASS(copy_set(&copy->sets[i], &from->sets[i], error));
    }
    return copy_changes(copy, &from->changes, error);
}

enum status scenario_keep_name(struct scenario *scenario, const char *name, const char **kept,
                               struct error *error)
{
    return names_keep(&scenario->files, &scenario->file_count, name, kept, error);
}

static struct given *find_given(const struct scenario *scenario, const struct param_slot *slot)
{
    for (size_t i = 0; i < scenario->given_count; i++) {
        const struct param_slot *other = &scenario->given[i].slot;
        if (other->param == slot->param && other->row == slot->row) {
            return &scenario->given[i];
        }
    }
    return NULL;
}

const struct place *scenario_given_at(const struct scenario *scenario, const struct param_slot *slot)
{
    const struct given *given = find_given(scenario, slot);
    return given == NULL ? NULL : &given->place;
}

enum status scenario_note_replaced(struct scenario *scenario, const char *path, const struct place *by,
                                   const struct place *of, struct error *error)
{
    struct replaced *list = list_room(scenario->replaced, scenario->replaced_count, sizeof *list);
    if (list == NULL) {
        return error_memory(error, "settings that are replaced");
    }
    scenario->replaced = list;
    struct replaced *item = &list[scenario->replaced_count++];
    *item = (struct replaced){.by = *by, .of = *of};
    snprintf(item->path, sizeof item->path, "%s", path);
    return STATUS_OK;
}

enum status scenario_give(struct scenario *scenario, const struct param_slot *slot, const char *text,
                          const struct place *place, struct error *error)
{
    struct given *given = find_given(scenario, slot);
    PASS(param_set_text(param_set_of(scenario->sets, SCENARIO_SETS, slot->group), slot, text, place, error));
    if (given == NULL) {
        given = list_room(scenario->given, scenario->given_count, sizeof *given);
        if (given == NULL) {
            return error_memory(error, "settings of a scenario");
        }
        scenario->given = given;
        scenario->given[scenario->given_count++] = (struct given){*slot, *place};
        return STATUS_OK;
    }
    if (place->line != 0 && strcmp(given->place.file, place->file) != 0) {
        char path[PARAM_PATH_MAX];
        param_path(slot, path);
        PASS(scenario_note_replaced(scenario, path, place, &given->place, error));
    }
    given->place = *place;
    return STATUS_OK;
}

/* The change of a day. What the command line says replaces what a file says without a word. */
static enum status change(struct scenario *scenario, const struct assignment *given,
                          const struct param_slot *slot, const struct place *place, struct error *error)
{
    struct change_list *changes = &scenario->changes;
    PASS(change_allowed(slot, &given->path_place, error));
    const struct change *same = change_list_find(changes, slot, given->day);
    if (same != NULL) {
        if (place->line != 0 && same->place.line != 0) {
            PASS(scenario_note_replaced(scenario, given->path, place, &same->place, error));
        }
        change_list_remove(changes, same);
    }
    return change_list_add(changes, scenario->sets, SCENARIO_SETS, given->day, given->path, given->value,
                           place, error);
}

enum status scenario_assign(struct scenario *scenario, const struct assignment *given, struct error *error)
{
    struct param_slot slot;
    struct place place = given->value_place;
    PASS(param_find(scenario->sets, SCENARIO_SETS, given->path, &given->path_place, &slot, error));
    PASS(scenario_keep_name(scenario, given->value_place.file, &place.file, error));
    return given->dated ? change(scenario, given, &slot, &place, error)
                        : scenario_give(scenario, &slot, given->value, &place, error);
}

enum status scenario_set(struct scenario *scenario, const char *assignment, struct error *error)
{
    struct assignments list = {0};
    enum status status = STATUS_OK;
    TRY(assignments_add_option(&list, "--set", assignment, error));
    TRY(scenario_assign(scenario, &list.items[0], error));
out:
    assignments_clear(&list);
    return status;
}

int32_t scenario_first_day(const struct scenario *scenario)
{
    return scenario->run->start - (int32_t)scenario->run->burn_in_days;
}

static enum status check_period(const struct scenario *scenario, struct error *error)
{
    char start[11];
    char end[11];
    date_format(scenario->run->start, start);
    date_format(scenario->run->end, end);
    if (scenario->run->start >= scenario->run->end) {
        return error_set(error, STATUS_INPUT, "run.end (%s) must be later than run.start (%s)", end, start);
    }
    if (scenario_first_day(scenario) < date_day((struct date){1600, 1, 1})) {
        return error_set(error, STATUS_INPUT,
                         "run.burn_in_days (%d) before run.start (%s) reaches back beyond the year 1600",
                         (int)scenario->run->burn_in_days, start);
    }
    return STATUS_OK;
}

static enum status check_values(const struct scenario *scenario, struct error *error)
{
    return scenario->model->check == NULL
               ? STATUS_OK
               : scenario->model->check(scenario->sets[SCENARIO_SET_MODEL].values, error);
}

/* The changes of each date, one after the other, and the model's check of the values after each, on a copy: a
 * reform that cannot work is found before anything is computed. */
static enum status check_changes(const struct scenario *scenario, struct error *error)
{
    struct scenario later = {0};
    enum status status = STATUS_OK;
    TRY(scenario_copy(&later, scenario, error));
    int32_t applied_to = INT32_MIN;
    for (size_t i = 0; i < later.changes.count; i++) {
        int32_t day = later.changes.changes[i].day;
        if (day == applied_to) {
            continue;
        }
        size_t applied;
        TRY(change_list_apply(&later.changes, later.sets, SCENARIO_SETS, applied_to, day, &applied, error));
        applied_to = day;
        TRY(check_values(&later, error));
    }
out:
    scenario_clear(&later);
    return status;
}

enum status scenario_check(const struct scenario *scenario, struct error *error)
{
    PASS(check_period(scenario, error));
    PASS(targets_check(scenario->targets, scenario->model->measures, scenario->model->measure_count, error));
    PASS(check_values(scenario, error));
    return check_changes(scenario, error);
}
