#include "sim/cli/scored_runs.h"

#include <inttypes.h>
#include <string.h>

#include "sim/cli/messages.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/repeat.h"
#include "sim/score.h"
#include "sim/text.h"

enum { NUMBER = 32, DIFFERENCE = 256 };

static enum status make_room(struct scored_runs *scored, size_t runs, struct error *error)
{
    scored->runs = memory_alloc(runs, sizeof *scored->runs);
    scored->values = memory_alloc(runs * scored->scenario->model->measure_count, sizeof *scored->values);
    return scored->runs == NULL || scored->values == NULL ? error_memory(error, "scorecard") : STATUS_OK;
}

static double *next_values(const struct scored_runs *scored)
{
    return scored->values + scored->count * scored->scenario->model->measure_count;
}

static enum status read_targets(const struct scored_runs *scored, const struct scored_request *request,
                                struct error *error)
{
    return request->targets == NULL ? STATUS_OK
                                    : scenario_read_targets(scored->scenario, request->targets, error);
}

/* ---- results ---- */

/* What the first result is held against while the others are read, one at a time. */
struct comparing {
    struct scored_runs *scored;
    const struct scored_request *request;
    char *text;        /* of the first (repeat.h) */
    uint64_t *digests; /* [count] of all so far (repeat.h) */
    size_t others;     /* that are no repeats of the first */
    const char *other; /* the first of them */
    char difference[DIFFERENCE];
};

/* "jobless = 30 within 60" */
static void target_text(const struct target_params *targets, size_t row, char *text, size_t size)
{
    const struct target *target = (const struct target *)targets->targets.rows + row;
    char value[NUMBER];
    char tolerance[NUMBER];
    if (row >= targets->targets.count) {
        snprintf(text, size, "no such row");
        return;
    }
    param_format_real(target->value, value);
    param_format_real(target->tolerance, tolerance);
    snprintf(text, size, "%s = %s within %s", target->measure.chars, value, tolerance);
}

static enum status expect_same_targets(const struct comparing *comparing, const struct scenario *scenario,
                                       const char *path, struct error *error)
{
    const struct scored_runs *scored = comparing->scored;
    size_t row = comparing->request->targets != NULL || comparing->request->rows
                     ? SIZE_MAX
                     : targets_difference(scored->scenario->targets, scenario->targets);
    if (row == SIZE_MAX) {
        return STATUS_OK;
    }
    char texts[2][2 * PARAM_TEXT_MAX + 2 * NUMBER];
    target_text(scored->scenario->targets, row, texts[0], sizeof texts[0]);
    target_text(scenario->targets, row, texts[1], sizeof texts[1]);
    error_set(
        error, STATUS_INPUT,
        "\"%.200s\" and \"%.200s\" have different targets: row %zu is %s in the first, %s in the second",
        scored->runs[0].path, path, row + 1, texts[0], texts[1]);
    error_hint(error, "--targets FILE.csv holds all of them against the same figures");
    return STATUS_INPUT;
}

/* Those of the same scenario and seeds would count one run twice. */
static enum status expect_another_run(const struct comparing *comparing, size_t run, struct error *error)
{
    const struct scored_run *runs = comparing->scored->runs;
    for (size_t before = 0; before < run; before++) {
        if (comparing->digests[before] == comparing->digests[run]) {
            error_set(error, STATUS_INPUT,
                      "\"%.200s\" and \"%.200s\" are the same run: seed %" PRId64 ", population seed %" PRId64
                      ", and equal parameters",
                      runs[before].path, runs[run].path, runs[run].seed, runs[run].population_seed);
            error_hint(error, "give runs with other seeds: \"bassin run SCENARIO --seed N\"");
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static enum status compare_scenario(struct comparing *comparing, const struct scenario *scenario,
                                    struct error *error)
{
    const struct scored_runs *scored = comparing->scored;
    size_t run = scored->count;
    char *text;
    PASS(repeat_text(scenario, &text, error));
    comparing->digests[run] = repeat_digest(text, scenario);
    if (comparing->text == NULL) {
        comparing->text = text;
        return STATUS_OK;
    }
    if (strcmp(text, comparing->text) != 0 && comparing->others++ == 0) {
        comparing->other = scored->runs[run].path;
        repeat_difference(comparing->text, text, comparing->difference, sizeof comparing->difference);
    }
    memory_free(text);
    return expect_another_run(comparing, run, error);
}

static enum status take_result(struct comparing *comparing, const struct loaded_result *result,
                               const char *path, struct error *error)
{
    struct scored_runs *scored = comparing->scored;
    const struct model *model = result->scenario.model;
    if (model != scored->scenario->model) {
        return error_set(error, STATUS_INPUT, "\"%.200s\" is of the model %s, \"%.200s\" of the model %s",
                         scored->runs[0].path, scored->scenario->model->name, path, model->name);
    }
    scored->runs[scored->count] =
        (struct scored_run){.path = path, .seed = result->seed, .population_seed = result->population_seed};
    PASS(expect_same_targets(comparing, &result->scenario, path, error));
    if (!comparing->request->rows) {
        PASS(compare_scenario(comparing, &result->scenario, error));
    }
    PASS(measures_compute(model, &result->run.sim, next_values(scored), error));
    scored->count++;
    return STATUS_OK;
}

static enum status load(struct loaded_result *result, const struct cli *cli, const char *path,
                        struct error *error)
{
    if (batch_is(path)) {
        return error_set(
            error, STATUS_INPUT,
            "\"%s\" holds the runs of an experiment: it is scored alone, not among other results", path);
    }
    return result_load(result, path, cli->models, cli->model_count, error);
}

/* Results take memory: one at a time, besides the first. */
static enum status take_path(struct comparing *comparing, const struct cli *cli, const char *path,
                             struct error *error)
{
    struct loaded_result result = {0};
    enum status status = STATUS_OK;
    TRY(load(&result, cli, path, error));
    TRY(take_result(comparing, &result, path, error));
out:
    result_unload(&result);
    return status;
}

static void tell_others(const struct comparing *comparing)
{
    char more[64] = "";
    if (comparing->others > 1) {
        snprintf(more, sizeof more, "; %zu more differ from the first", comparing->others - 1);
    }
    if (comparing->others > 0) {
        message_note("\"%s\" and \"%s\" differ in more than their seeds: %s%s",
                     comparing->scored->runs[0].path, comparing->other, comparing->difference, more);
    }
}

static enum status take_paths(struct comparing *comparing, const struct cli *cli, char **paths, size_t count,
                              struct error *error)
{
    struct scored_runs *scored = comparing->scored;
    comparing->digests = memory_alloc(count, sizeof *comparing->digests);
    if (comparing->digests == NULL) {
        return error_memory(error, "results");
    }
    PASS(take_result(comparing, &scored->first, paths[0], error));
    for (size_t i = 1; i < count; i++) {
        PASS(take_path(comparing, cli, paths[i], error));
    }
    tell_others(comparing);
    return read_targets(scored, comparing->request, error);
}

enum status scored_runs_of_results(struct scored_runs *scored, const struct cli *cli, char **paths,
                                   size_t count, const struct scored_request *request, struct error *error)
{
    struct comparing comparing = {.scored = scored, .request = request};
    PASS(load(&scored->first, cli, paths[0], error));
    scored->scenario = &scored->first.scenario;
    PASS(make_room(scored, count, error));
    enum status status = take_paths(&comparing, cli, paths, count, error);
    memory_free(comparing.text);
    memory_free(comparing.digests);
    return status;
}

/* ---- a batch ---- */

static enum status find_arm(const struct experiment *experiment, const char *name, size_t *arm,
                            struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    if (experiment_find_arm(experiment, name, arm, &hint)) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "--arm: there is no arm %s", text_quote(name, strlen(name), quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

/* Points differ in parameters: their mean is of nothing. */
static enum status find_point(const struct experiment *experiment, const char *path, int64_t given,
                              size_t *point, struct error *error)
{
    size_t points = experiment_points(experiment);
    *point = given > 0 ? (size_t)given : 0;
    if (given >= 0 && *point >= points) {
        return error_set(error, STATUS_INPUT, "--point %" PRId64 ": \"%.200s\" has %s %zu", given, path,
                         points == 1 ? "no point but" : "points from 0 to", points - 1);
    }
    if (given < 0 && points > 1) {
        error_set(error, STATUS_INPUT, "\"%s\" has %zu points of a sweep, which are different scenarios",
                  path, points);
        error_hint(error, "choose one: --point N, from 0 to %zu", points - 1);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

static enum status take_replicates(struct scored_runs *scored, const char *path, size_t arm, size_t point,
                                   struct error *error)
{
    const struct loaded_batch *batch = &scored->batch;
    const struct experiment *experiment = &batch->experiment;
    for (size_t replicate = 0; replicate < experiment->replicate_count; replicate++) {
        size_t member = batch_member(experiment, arm, replicate, point);
        if (batch->table.status[member] != MEMBER_DONE) {
            continue;
        }
        PASS(batch_read(batch, member, batch->shape.count - 1, next_values(scored), error));
        scored->runs[scored->count++] = (struct scored_run){
            .path = path,
            .replicate = replicate,
            .seed = experiment->seeds[replicate],
            .population_seed = experiment->population_seeds[replicate],
        };
    }
    return STATUS_OK;
}

enum status scored_runs_of_batch(struct scored_runs *scored, const struct cli *cli, const char *path,
                                 const struct scored_request *request, struct error *error)
{
    const struct experiment *experiment = &scored->batch.experiment;
    size_t arm;
    size_t point;
    PASS(batch_load(&scored->batch, path, cli->models, cli->model_count, error));
    PASS(find_arm(experiment, request->arm, &arm, error));
    PASS(find_point(experiment, path, request->point, &point, error));
    scored->scenario = &experiment->arms[arm].scenario;
    scored->arm = experiment->arms[arm].name;
    PASS(make_room(scored, experiment->replicate_count, error));
    PASS(take_replicates(scored, path, arm, point, error));
    if (scored->count == 0) {
        return error_set(error, STATUS_INPUT, "\"%.200s\": no replicate of the arm %s is done", path,
                         scored->arm);
    }
    if (scored->count < experiment->replicate_count) {
        message_note("%zu of %zu replicates are done: the others are left out", scored->count,
                     experiment->replicate_count);
    }
    return read_targets(scored, request, error);
}

void scored_runs_clear(struct scored_runs *scored)
{
    result_unload(&scored->first);
    batch_unload(&scored->batch);
    memory_free(scored->runs);
    memory_free(scored->values);
    *scored = (struct scored_runs){0};
}
