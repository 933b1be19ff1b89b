#include "sim/cli/evaluation_runs.h"
#include "sim/batch.h"

#include <inttypes.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/messages.h"
#include "sim/cli/signals.h"
#include "sim/cli/text.h"
#include "sim/digest.h"
#include "sim/memory.h"
#include "sim/memory_room.h"
#include "sim/past.h"
#include "sim/score.h"
#include "version.h"

/* The last factors of the inner design. */
static const char *const seeds[] = {"run.seed", "run.population_seed"};
enum { SEEDS = 2 };

static enum status add_factor(struct design *design, const struct factor *from, struct error *error)
{
    struct factor *factor = design_add(design, error);
    if (factor == NULL) {
        return STATUS_MEMORY;
    }
    *factor = *from;
    factor->levels = NULL; /* values are given */
    factor->level_count = 0;
    return STATUS_OK;
}

enum status evaluation_runs_init(struct evaluation_runs *runs, const struct scenario *scenario,
                                 const struct design *design, int threads, int jobs, struct error *error)
{
    struct experiment *experiment = &runs->experiment;
    struct parallel parallel;
    experiment->model = scenario->model;
    struct arm *arm = experiment_add_arm(experiment, error);
    if (arm == NULL) {
        return STATUS_MEMORY;
    }
    snprintf(arm->name, sizeof arm->name, "evaluation");
    PASS(scenario_copy(&arm->scenario, scenario, error));
    for (size_t f = 0; f < design->factor_count; f++) {
        PASS(add_factor(&experiment->design, &design->factors[f], error));
    }
    for (size_t i = 0; i < SEEDS; i++) {
        struct factor seed = {.whole = true};
        snprintf(seed.path, sizeof seed.path, "%s", seeds[i]);
        PASS(add_factor(&experiment->design, &seed, error));
    }
    parallel_init(&parallel, threads);
    runs->threads = parallel.threads;
    runs->jobs = jobs > 0 ? jobs : batch_jobs(experiment, parallel.threads, memory_room(""));
    return experiment_seed(experiment, 1, 0, false, 0, false, error);
}

void evaluation_runs_clear(struct evaluation_runs *runs)
{
    evaluations_close(&runs->store);
    experiment_clear(&runs->experiment);
    memory_free(runs->wanted);
    runs->wanted = NULL;
}

/* ---- the store ---- */

static enum status find_identity(const struct scenario *scenario, const struct design *design,
                                 uint64_t *identity, struct error *error)
{
    struct scenario plain = {0};
    char *text = NULL;
    enum status status = STATUS_OK;
    TRY(scenario_copy(&plain, scenario, error));
    plain.run->seed = plain.run->population_seed = 0;
    plain.run->panels = false;
    for (size_t f = 0; f < design->factor_count; f++) {
        struct param_slot slot;
        char value[32];
        TRY(param_find(plain.sets, SCENARIO_SETS, design->factors[f].path, NULL, &slot, error));
        param_format_real(design->factors[f].whole ? ceil(slot.param->min) : slot.param->min, value);
        TRY(param_set_text(param_set_of(plain.sets, SCENARIO_SETS, slot.group), &slot, value, NULL, error));
    }
    TRY(past_text(&plain, INT32_MAX, &text, error));
    *identity = digest_text(digest_text(0, BASSIN_VERSION " " BASSIN_COMMIT), text);
    *identity = digest_bytes(*identity, &plain.run->end, sizeof plain.run->end);
out:
    memory_free(text);
    scenario_clear(&plain);
    return status;
}

enum status evaluation_runs_open(struct evaluation_runs *runs, const char *path,
                                 const struct scenario *scenario, const struct design *design, bool anew,
                                 struct error *error)
{
    uint64_t identity;
    PASS(find_identity(scenario, design, &identity, error));
    return evaluations_open(&runs->store, path, identity, design, scenario->model, anew, error);
}

/* ---- what the runs tell ---- */

static bool go_on(void *context, int thread)
{
    struct evaluation_runs *runs = context;
    batch_progress_day(&runs->progress);
    if (thread == 0) {
        batch_progress_update(&runs->progress);
    }
    return signals_received() == 0;
}

static enum status done(void *context, size_t member, size_t owner, struct run *run, struct error *error)
{
    struct evaluation_runs *runs = context;
    double *values = runs->values + member * run->model->measure_count;
    (void)owner;
    PASS(measures_compute(run->model, &run->sim, values, error));
    atomic_fetch_add(&runs->progress.ended, 1);
    return evaluations_add(&runs->store, &runs->evaluations[member], values, NULL, error);
}

/* A lack of memory says nothing about the point. */
static enum status failed(void *context, size_t member, int32_t day, const struct error *why,
                          struct error *error)
{
    struct evaluation_runs *runs = context;
    size_t measures = runs->experiment.model->measure_count;
    (void)day;
    if (why->status == STATUS_MEMORY) {
        *error = *why;
        return STATUS_MEMORY;
    }
    runs->failed[member] = true;
    for (size_t i = 0; i < measures; i++) {
        runs->values[member * measures + i] = NAN;
    }
    atomic_fetch_add(&runs->progress.ended, 1);
    return evaluations_add(&runs->store, &runs->evaluations[member], NULL, why->text, error);
}

/* ---- one call ---- */

static enum status fill_design(struct evaluation_runs *runs, size_t count, struct error *error)
{
    struct design *design = &runs->experiment.design;
    size_t factors = design->factor_count - SEEDS;
    memory_free(design->values);
    design->values = NULL;
    PASS(design_reserve(design, count, error));
    for (size_t i = 0; i < count; i++) {
        const struct evaluation *evaluation = &runs->evaluations[i];
        design_text *values = design->values + i * design->factor_count;
        memcpy(values, evaluation->values, factors * sizeof *values);
        snprintf(values[factors], sizeof *values, "%" PRId64, evaluation->seed);
        snprintf(values[factors + 1], sizeof *values, "%" PRId64, evaluation->population_seed);
    }
    memory_free(runs->wanted);
    runs->wanted = memory_alloc(count, sizeof *runs->wanted);
    return runs->wanted == NULL ? error_memory(error, "evaluations") : STATUS_OK;
}

size_t evaluation_runs_missing(struct evaluation_runs *runs, const struct evaluation *evaluations,
                               size_t count)
{
    size_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        missing += !evaluations_find(&runs->store, &evaluations[i], NULL, NULL);
    }
    return missing;
}

static enum status run_missing(struct evaluation_runs *runs, size_t count, struct error *error)
{
    const struct family_host host = {.context = runs, .go_on = go_on, .done = done, .failed = failed};
    const int32_t never = INT32_MAX; /* one arm has nobody to part from */
    const struct batch batch = {.experiment = &runs->experiment,
                                .partings = &never,
                                .wanted = runs->wanted,
                                .threads = runs->threads,
                                .jobs = runs->jobs,
                                .host = &host};
    size_t measures = runs->experiment.model->measure_count;
    size_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        runs->wanted[i] = !evaluations_find(&runs->store, &runs->evaluations[i], runs->values + i * measures,
                                            &runs->failed[i]);
        missing += runs->wanted[i];
    }
    runs->made += missing;
    return missing > 0 ? batch_run(&batch, &runs->days, error) : STATUS_OK;
}

enum status evaluation_runs_at(struct evaluation_runs *runs, const struct evaluation *evaluations,
                               size_t count, double *values, bool *failures, struct error *error)
{
    runs->evaluations = evaluations;
    runs->values = values;
    runs->failed = failures;
    memset(failures, 0, count * sizeof *failures);
    PASS(fill_design(runs, count, error));
    return run_missing(runs, count, error);
}

void evaluation_runs_tell(const struct evaluation_runs *runs, int argc, const char *const *argv)
{
    char *command = text_shell_command(argc, argv, 2, NULL);
    message_note("%zu runs are safe in %s", runs->store.count, runs->store.path);
    if (command != NULL) {
        fprintf(stderr, "To go on: %s\n", command);
    }
    memory_free(command);
}
