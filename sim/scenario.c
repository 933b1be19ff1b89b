#include "sim/scenario.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"

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

enum status scenario_init(struct scenario *scenario, const struct model *model, struct error *error)
{
    enum status status = STATUS_OK;
    *scenario = (struct scenario){.model = model};
    TRY(param_set_init(&scenario->sets[SCENARIO_SET_RUN], &run_schema, error));
    TRY(param_set_init(&scenario->sets[SCENARIO_SET_MODEL], model->schema, error));
    TRY(param_set_init(&scenario->sets[SCENARIO_SET_TARGETS], &target_schema, error));
    scenario->run = scenario->sets[SCENARIO_SET_RUN].values;
    scenario->targets = scenario->sets[SCENARIO_SET_TARGETS].values;
out:
    return status;
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
    *scenario = (struct scenario){0};
}

static struct param_rows *group_rows(const struct param_set *set, const struct param_group *group)
{
    return (struct param_rows *)((char *)set->values + group->offset);
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
    memcpy(copy->values, from->values, schema->size);
    for (size_t i = 0; i < schema->group_count; i++) {
        if (schema->groups[i].row_size != 0) {
            *group_rows(copy, &schema->groups[i]) = (struct param_rows){0};
        }
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < schema->group_count; i++) {
        const struct param_group *group = &schema->groups[i];
        if (group->row_size != 0) {
            TRY(copy_rows(group_rows(copy, group), group_rows(from, group), group->row_size, error));
        }
    }
out:
    return status;
}

/* The changes of the copy must point at the copy's own values. */
static enum status copy_changes(struct scenario *copy, const struct change_list *from, struct error *error)
{
    copy->changes.changes = memory_alloc(from->count, sizeof *from->changes);
    if (copy->changes.changes == NULL) {
        return error_memory(error, "changes of the scenario");
    }
    enum status status = STATUS_OK;
    copy->changes.capacity = from->count;
    for (size_t i = 0; i < from->count; i++) {
        struct change *change = &copy->changes.changes[i];
        *change = from->changes[i];
        TRY(param_find(copy->sets, SCENARIO_SETS, change->path, &change->place, &change->slot, error));
        copy->changes.count = i + 1;
    }
out:
    return status;
}

enum status scenario_copy(struct scenario *copy, const struct scenario *from, struct error *error)
{
    enum status status = STATUS_OK;
    TRY(scenario_init(copy, from->model, error));
    memcpy(copy->title, from->title, sizeof copy->title);
    for (int i = 0; i < SCENARIO_SETS; i++) {
        TRY(copy_set(&copy->sets[i], &from->sets[i], error));
    }
    TRY(copy_changes(copy, &from->changes, error));
out:
    return status;
}

enum status scenario_set(struct scenario *scenario, const char *assignment, struct error *error)
{
    char source[128]; /* an error names it where it would name a file */
    snprintf(source, sizeof source, "--set %s", assignment);
    const struct place place = {.file = source};
    char path[sizeof scenario->changes.changes->path];
    const char *equals = strchr(assignment, '=');
    if (equals == NULL || equals == assignment) {
        return error_set_at(error, STATUS_INPUT, &place, "expected PATH=VALUE, as in run.seed=7");
    }
    size_t length = (size_t)(equals - assignment);
    if (length >= sizeof path) {
        return error_set_at(error, STATUS_INPUT, &place, "too long for the path of a parameter");
    }
    memcpy(path, assignment, length);
    path[length] = '\0';

    enum status status = STATUS_OK;
    struct param_slot slot;
    TRY(param_find(scenario->sets, SCENARIO_SETS, path, &place, &slot, error));
    TRY(param_set_text(param_set_of(scenario->sets, SCENARIO_SETS, slot.group), &slot, equals + 1, &place,
                       error));
out:
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

/* The model's check of the values as they are from the beginning, then after the changes of each date, on a
 * copy: a reform that cannot work is found before anything is computed. */
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
        TRY(later.model->check(later.sets[SCENARIO_SET_MODEL].values, error));
    }
out:
    scenario_clear(&later);
    return status;
}

enum status scenario_check(const struct scenario *scenario, struct error *error)
{
    enum status status = STATUS_OK;
    TRY(check_period(scenario, error));
    TRY(targets_check(scenario->targets, scenario->model->measures, scenario->model->measure_count, error));
    if (scenario->model->check != NULL) {
        TRY(scenario->model->check(scenario->sets[SCENARIO_SET_MODEL].values, error));
        TRY(check_changes(scenario, error));
    }
out:
    return status;
}
