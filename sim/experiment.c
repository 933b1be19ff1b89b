#include "sim/experiment.h"

#include <stdio.h>
#include <string.h>

#include "sim/digest.h"
#include "sim/list.h"
#include "sim/memory.h"
#include "sim/past.h"
#include "sim/run.h"

void experiment_clear(struct experiment *experiment)
{
    for (size_t i = 0; i < experiment->arm_count; i++) {
        scenario_clear(&experiment->arms[i].scenario);
    }
    memory_free(experiment->arms);
    memory_free(experiment->story);
    memory_free(experiment->text);
    memory_free(experiment->seeds);
    memory_free(experiment->population_seeds);
    memory_free(experiment->keep.series);
    design_clear(&experiment->design);
    for (size_t i = 0; i < experiment->file_count; i++) {
        memory_free(experiment->files[i]);
    }
    memory_free(experiment->files);
    *experiment = (struct experiment){0};
}

struct arm *experiment_add_arm(struct experiment *experiment, struct error *error)
{
    struct arm *arms = list_room(experiment->arms, experiment->arm_count, sizeof *arms);
    if (arms == NULL) {
        (void)error_memory(error, "arms of an experiment");
        return NULL;
    }
    experiment->arms = arms;
    struct arm *arm = &arms[experiment->arm_count++];
    *arm = (struct arm){0};
    return arm;
}

bool experiment_find_arm(const struct experiment *experiment, const char *name, size_t *arm,
                         struct name_hint *hint)
{
    *arm = 0;
    if (name == NULL) {
        return true;
    }
    name_hint_init(hint, name, strlen(name));
    for (; *arm < experiment->arm_count; ++*arm) {
        if (strcmp(experiment->arms[*arm].name, name) == 0) {
            return true;
        }
        name_hint_offer(hint, experiment->arms[*arm].name);
    }
    return false;
}

enum status experiment_seed(struct experiment *experiment, size_t replicates, int64_t first, bool dynamics,
                            int64_t population_first, bool population, struct error *error)
{
    memory_free(experiment->seeds);
    memory_free(experiment->population_seeds);
    experiment->replicate_count = replicates;
    experiment->seeds = memory_alloc(replicates, sizeof *experiment->seeds);
    experiment->population_seeds = memory_alloc(replicates, sizeof *experiment->population_seeds);
    if (experiment->seeds == NULL || experiment->population_seeds == NULL) {
        return error_memory(error, "replicates");
    }
    for (size_t i = 0; i < replicates; i++) {
        experiment->seeds[i] = first + (dynamics ? (int64_t)i : 0);
        experiment->population_seeds[i] = population_first + (population ? (int64_t)i : 0);
    }
    return STATUS_OK;
}

/* ---- what arms have in common ---- */

static bool same_dimensions(const struct outputs *a, const struct outputs *b)
{
    bool same = a->dimension_count == b->dimension_count;
    for (size_t i = 0; same && i < a->dimension_count; i++) {
        same = a->dimensions[i].size == b->dimensions[i].size;
        for (size_t j = 0; same && j < a->dimensions[i].size; j++) {
            same = strcmp(a->dimensions[i].labels[j], b->dimensions[i].labels[j]) == 0;
        }
    }
    return same;
}

static bool same_days(const struct run_params *a, const struct run_params *b)
{
    return a->start == b->start && a->end == b->end && a->daily == b->daily;
}

/* `run` is that of the first arm. */
static enum status check_arm(const struct experiment *experiment, size_t index, const struct run *first,
                             struct error *error)
{
    const struct arm *arm = &experiment->arms[index];
    const struct scenario *scenario = &arm->scenario;
    struct run run = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < index; i++) {
        if (strcmp(arm->name, experiment->arms[i].name) == 0) {
            return error_set_at(error, STATUS_INPUT, &arm->place, "there are two arms called \"%s\"",
                                arm->name);
        }
    }
    if (scenario->model != experiment->model || !same_days(scenario->run, first->scenario->run)) {
        return error_set_at(error, STATUS_INPUT, &arm->place,
                            "the arm \"%s\" has another model, start or end than \"%s\"; one result holds "
                            "the same days of all",
                            arm->name, experiment->arms[0].name);
    }
    TRY(run_recall(&run, scenario, error));
    if (!same_dimensions(&run.sim.outputs, &first->sim.outputs)) {
        TRY(error_set_at(error, STATUS_INPUT, &arm->place,
                         "the outputs of the arm \"%s\" have other dimensions than those of \"%s\"",
                         arm->name, experiment->arms[0].name));
    }
out:
    run_clear(&run);
    return status;
}

enum status experiment_check(const struct experiment *experiment, struct error *error)
{
    struct run first = {0};
    enum status status = STATUS_OK;
    TRY(run_recall(&first, &experiment->arms[0].scenario, error));
    for (size_t i = 1; i < experiment->arm_count; i++) {
        TRY(check_arm(experiment, i, &first, error));
    }
out:
    run_clear(&first);
    return status;
}

/* ---- members ---- */

struct member experiment_member(const struct experiment *experiment, size_t number)
{
    size_t family = number / experiment->arm_count;
    size_t points = experiment_points(experiment);
    return (struct member){
        .arm = number % experiment->arm_count, .replicate = family / points, .point = family % points};
}

enum status experiment_scenario(const struct experiment *experiment, size_t number, struct scenario *scenario,
                                struct error *error)
{
    const struct member member = experiment_member(experiment, number);
    const struct design *design = &experiment->design;
    PASS(scenario_copy(scenario, &experiment->arms[member.arm].scenario, error));
    scenario->run->seed = experiment->seeds[member.replicate];
    scenario->run->population_seed = experiment->population_seeds[member.replicate];
    scenario->run->panels = member.replicate < experiment->keep.panels;
    for (size_t f = 0; design->points > 0 && f < design->factor_count; f++) {
        struct param_slot slot;
        const struct factor *factor = &design->factors[f];
        PASS(param_find(scenario->sets, SCENARIO_SETS, factor->path, &factor->place, &slot, error));
        PASS(param_set_text(param_set_of(scenario->sets, SCENARIO_SETS, slot.group), &slot,
                            design_value(design, member.point, f), &factor->place, error));
    }
    return scenario_check(scenario, error);
}

/* ---- when arms part ---- */

static bool same_change(const struct change *a, const struct change *b)
{
    return a->day == b->day && strcmp(a->path, b->path) == 0 && strcmp(a->value, b->value) == 0;
}

static int32_t first_change_that_differs(const struct change_list *a, const struct change_list *b)
{
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        if (i == a->count || i == b->count) {
            return i == a->count ? b->changes[i].day : a->changes[i].day;
        }
        if (!same_change(&a->changes[i], &b->changes[i])) {
            return a->changes[i].day < b->changes[i].day ? a->changes[i].day : b->changes[i].day;
        }
    }
    return INT32_MAX;
}

/* `text_a` and `text_b` say all that the arms begin with. */
static int32_t parting(const struct scenario *a, const char *text_a, const struct scenario *b,
                       const char *text_b)
{
    if (strcmp(text_a, text_b) != 0) {
        return INT32_MIN;
    }
    int32_t day = first_change_that_differs(&a->changes, &b->changes);
    return day >= a->run->end ? INT32_MAX : day <= scenario_first_day(a) ? INT32_MIN : day;
}

static void fill_partings(const struct experiment *experiment, char *const *texts, int32_t *partings)
{
    size_t count = experiment->arm_count;
    for (size_t a = 0; a < count; a++) {
        partings[a * count + a] = INT32_MAX;
        for (size_t b = 0; b < a; b++) {
            int32_t day =
                parting(&experiment->arms[a].scenario, texts[a], &experiment->arms[b].scenario, texts[b]);
            partings[a * count + b] = day;
            partings[b * count + a] = day;
        }
    }
}

enum status experiment_partings(const struct experiment *experiment, int32_t **partings, struct error *error)
{
    size_t count = experiment->arm_count;
    char **texts = memory_alloc(count, sizeof *texts);
    enum status status = STATUS_OK;
    *partings = memory_alloc(count * count, sizeof **partings);
    if (texts == NULL || *partings == NULL) {
        TRY(error_memory(error, "arms of an experiment"));
    }
    for (size_t arm = 0; arm < count; arm++) {
        TRY(past_text(&experiment->arms[arm].scenario, INT32_MIN, &texts[arm], error));
    }
    fill_partings(experiment, texts, *partings);
out:
    for (size_t arm = 0; texts != NULL && arm < count; arm++) {
        memory_free(texts[arm]);
    }
    memory_free(texts);
    return status;
}

/* ---- identity ---- */

static uint64_t digest_design(uint64_t digest, const struct design *design)
{
    for (size_t f = 0; f < design->factor_count; f++) {
        digest = digest_text(digest, design->factors[f].path);
        for (size_t point = 0; point < design->points; point++) {
            digest = digest_text(digest, design_value(design, point, f));
        }
    }
    return digest;
}

enum status experiment_identity(const struct experiment *experiment, const char *program, uint64_t *identity,
                                struct error *error)
{
    const struct keep *keep = &experiment->keep;
    size_t replicates = experiment->replicate_count;
    uint64_t digest = digest_text(0, program);
    for (size_t i = 0; i < experiment->arm_count; i++) {
        const struct scenario *scenario = &experiment->arms[i].scenario;
        char *text;
        PASS(past_text(scenario, INT32_MAX, &text, error));
        digest = digest_text(digest_text(digest, experiment->arms[i].name), text);
        digest = digest_bytes(digest, &scenario->run->end, sizeof scenario->run->end);
        memory_free(text);
    }
    digest = digest_bytes(digest, experiment->seeds, replicates * sizeof *experiment->seeds);
    digest = digest_bytes(digest, experiment->population_seeds, replicates * sizeof *experiment->seeds);
    digest = digest_design(digest, &experiment->design);
    for (size_t id = 0; id < keep->outputs; id++) {
        digest = keep->series[id] ? digest_text(digest, model_output(experiment->model, id)->name) : digest;
    }
    *identity = digest_bytes(digest, &keep->panels, sizeof keep->panels);
    return STATUS_OK;
}
