/* `bassin sensitivity`: which parameters move the measures of a scenario over their ranges, and how much. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/command.h"
#include "sim/cli/evaluation_runs.h"
#include "sim/cli/measures_option.h"
#include "sim/cli/messages.h"
#include "sim/cli/parameters_option.h"
#include "sim/cli/run_lock.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/sensitivity_table.h"
#include "sim/cli/text.h"
#include "sim/cli/threads.h"
#include "sim/io/experiment_file.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/remarks.h"
#include "sim/text.h"

enum {
    MY_OUTPUT,
    MY_METHOD,
    MY_PARAMETERS,
    MY_ONLY,
    MY_SAMPLES,
    MY_SEEDS,
    MY_DRAW,
    MY_LEVEL,
    MY_ARM,
    MY_FORMAT,
    MY_SET,
    MY_SET_FROM,
    MY_CHANGE,
    MY_PLAN,
    MY_THREADS,
    MY_JOBS,
    MY_FORCE,
    MY_QUIET
};

static const struct option_spec sensitivity_options[] = {
    {"output", 'o', "FILE.csv",
     "Where the runs are kept; without it, the operand's file name with .evaluations.csv in the current "
     "folder."},
    {"method", 'M', "METHOD", "morris (the default: screening) or sobol (shares of the variance)."},
    {"parameters", 'p', "FILE.csv",
     "Which parameters, with their ranges: columns parameter, lower, upper, scale. Without it the ranges of "
     "the sweep of an experiment, or of a scenario parameters/SCENARIO.csv in its folder."},
    {"only", 'm', "NAMES",
     "Only these measures, separated by commas, or all; without it those with a target, or all where there "
     "are none."},
    {"samples", 'n', "N",
     "Trajectories, 20 without it, each one point more than there are parameters; or base samples, 128, a "
     "multiple of 16, each two points more."},
    {"seeds", 'r', "N", "Runs at each point, 2 without it: with 1, luck is part of what is found."},
    {"draw", 'D', "N", "Another draw of the points; 1 without it."},
    {"level", 'l', "PERCENT", "Of the intervals; 95 without it."},
    {"arm", 'a', "ARM", "Of an experiment: which arm; the first without it."},
    {"format", 'F', "FORMAT", "text (the default), csv or json."},
    {"set", 's', "PATH=VALUE", "Give a parameter another value before; can be repeated."},
    SETTINGS_OPTIONS,
    {"plan", 'P', NULL, "Say how many runs and about how long; run nothing."},
    {"threads", 't', "N", "Threads to use in all; 0, the default: all processors."},
    {"jobs", 'j', "N", "At most N runs at a time; without it as many as threads, or as memory allows."},
    {"force", 'f', NULL, "Forget runs that are of another scenario or other parameters."},
    {"quiet", 'q', NULL, "No progress; the table and errors are still shown."},
};

static const char sensitivity_details[] =
    "Morris: from points drawn at random each parameter is moved once by two thirds of its range; mu is the "
    "mean of what a measure changes, scaled to the whole range, mu* the mean of its size, sigma its standard "
    "deviation. Sobol: the share of the variance of a measure that a parameter makes alone (first) and with "
    "others (total).\n"
    "\n"
    "Points that are compared have the same seeds. What two seeds differ by at the same point is luck: it is "
    "told, and taken off sigma and the shares.\n"
    "\n"
    "Each run is safe in FILE.csv as it ends, with all measures. The same command line finishes what is "
    "missing; with more samples, other measures, the other method or another format it uses what is there. "
    "docs/sensitivity.md says more.";

enum { PATH_MAX_BYTES = OUTPUT_PATH_MAX + 32 };

/* One call of `bassin sensitivity`. */
struct session {
    const struct cli *cli;
    struct scenario_options options;
    const char *path; /* of the experiment or scenario */
    const char *parameters;
    const char *only;
    const char *arm;
    enum format format;
    int64_t samples; /* 0: the usual number */
    int64_t seeds;
    int64_t draw;
    int64_t threads;
    int64_t jobs;
    bool only_plan;
    bool quiet;
    char parameters_path[PARAMETERS_PATH_MAX];
    char store_path[PATH_MAX_BYTES];
    char lock_path[PATH_MAX_BYTES];
    struct run_lock lock;
    struct experiment experiment;
    struct scenario scenario;
    struct design design;
    struct sensitivity plan;
    struct evaluation_runs runs;
    struct evaluation *evaluations; /* [count] unit by unit, point by point, seed by seed */
    size_t count;
    double *values; /* [count][measures] */
    bool *failed;   /* [count] */
    struct sensitivity_view view;
};

/* ---- options ---- */

static enum status parse_method(struct session *session, const char *value, struct error *error)
{
    static const char *const names[] = {"morris", "sobol"};
    size_t id = name_find(value, strlen(value), names, 2, sizeof names[0]);
    session->plan.method = (enum sensitivity_method)id;
    return id < 2 ? STATUS_OK
                  : error_set(error, STATUS_INPUT, "--method %.40s: expected morris or sobol", value);
}

static enum status parse_level(struct session *session, const char *value, struct error *error)
{
    char *end;
    double percent = strtod(value, &end);
    session->view.level = percent / 100;
    return end != value && strcmp(end + (*end == '%'), "") == 0 && percent >= 50 && percent <= 99.9999
               ? STATUS_OK
               : error_set(error, STATUS_INPUT, "--level %.40s: expected a percentage from 50 to 99.9999",
                           value);
}

static enum status accept_number(struct session *session, size_t option, const char *value,
                                 struct error *error)
{
    switch (option) {
    case MY_SAMPLES:
        return option_integer("samples", value, 3, DESIGN_POINTS_MAX, &session->samples, error);
    case MY_SEEDS:
        return option_integer("seeds", value, 1, 10000, &session->seeds, error);
    case MY_DRAW:
        return option_integer("draw", value, 0, INT32_MAX, &session->draw, error);
    case MY_THREADS:
        return option_integer("threads", value, 0, 1024, &session->threads, error);
    default:
        return option_integer("jobs", value, 1, 1024, &session->jobs, error);
    }
}

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    switch (option) {
    case MY_OUTPUT:
        return scenario_options_accept(&session->options, OPTION_OUTPUT, value, error);
    case MY_METHOD:
        return parse_method(session, value, error);
    case MY_PARAMETERS:
        session->parameters = value;
        return STATUS_OK;
    case MY_ONLY:
        session->only = value;
        return STATUS_OK;
    case MY_ARM:
        session->arm = value;
        return STATUS_OK;
    case MY_LEVEL:
        return parse_level(session, value, error);
    case MY_FORMAT:
        return format_parse(value, "text, csv or json", &session->format, error);
    case MY_SET:
        return scenario_options_accept(&session->options, OPTION_SET, value, error);
    case MY_SET_FROM:
        return scenario_options_accept(&session->options, OPTION_SET_FROM, value, error);
    case MY_CHANGE:
        return scenario_options_accept(&session->options, OPTION_CHANGE, value, error);
    case MY_PLAN:
    case MY_FORCE:
    case MY_QUIET:
        session->only_plan |= option == MY_PLAN;
        session->options.force |= option == MY_FORCE;
        session->quiet |= option == MY_QUIET;
        return STATUS_OK;
    default:
        return accept_number(session, option, value, error);
    }
}

/* ---- files ---- */

static enum status name_files(struct session *session, struct error *error)
{
    char path[OUTPUT_PATH_MAX];
    PASS(scenario_options_output(&session->options, session->path, path, error));
    size_t length = strlen(path);
    bool given = session->options.output != NULL;
    if (given && (length < 5 || strcmp(path + length - 4, ".csv") != 0)) {
        return error_set(error, STATUS_INPUT, "-o %s: runs are rows of a table; expected FILE.csv", path);
    }
    if (!given) {
        length -= strlen(".h5");
    }
    snprintf(session->store_path, PATH_MAX_BYTES, "%.*s%s", (int)length, path,
             given ? "" : ".evaluations.csv");
    snprintf(session->lock_path, PATH_MAX_BYTES, "%.*s%s.lock", (int)length, path,
             given ? "" : ".evaluations.csv");
    return STATUS_OK;
}

/* ---- what is looked at ---- */

static void warn(void *context, const struct place *place, const char *text)
{
    (void)context;
    message_warning(place, text);
}

static enum status find_arm(const struct session *session, const struct arm **arm, struct error *error)
{
    const struct experiment *experiment = &session->experiment;
    struct name_hint hint;
    size_t number;
    if (experiment_find_arm(experiment, session->arm, &number, &hint)) {
        *arm = &experiment->arms[number];
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "--arm: the experiment has no arm \"%.60s\"", session->arm);
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

/* The ranges of the sweep. */
static enum status take_factors(struct session *session, struct error *error)
{
    const struct design *sweep = &session->experiment.design;
    for (size_t f = 0; f < sweep->factor_count; f++) {
        const struct factor *from = &sweep->factors[f];
        if (!(from->from < from->to)) {
            return error_set_at(error, STATUS_INPUT, &from->place,
                                "%s has values; expected a range, from and to, of a number", from->path);
        }
        struct factor *factor = design_add(&session->design, error);
        if (factor == NULL) {
            return STATUS_MEMORY;
        }
        *factor = *from;
        factor->levels = NULL; /* steps of the range are those of another design */
        factor->level_count = 0;
    }
    if (sweep->factor_count > 0) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "the experiment sweeps nothing");
    error_hint(error, "give it ranges, or a list of parameters with --parameters FILE.csv");
    return STATUS_INPUT;
}

static enum status read_experiment(struct session *session, struct error *error)
{
    const struct experiment_options options = {&session->options.given, 0};
    struct experiment *experiment = &session->experiment;
    const struct arm *arm;
    PASS(experiment_read(experiment, session->path, &options, session->cli->models, session->cli->model_count,
                         error));
    PASS(find_arm(session, &arm, error));
    PASS(scenario_copy(&session->scenario, &arm->scenario, error));
    PASS(scenario_remarks(&arm->scenario, warn, NULL, error));
    session->scenario.run->seed = experiment->seeds[0];
    session->scenario.run->population_seed = experiment->population_seeds[0];
    session->view.title = experiment->title;
    return session->parameters == NULL
               ? take_factors(session, error)
               : parameters_option_read(&session->design, session->parameters, session->path,
                                        session->parameters_path, &session->scenario, false, error);
}

static enum status read_scenario(struct session *session, struct error *error)
{
    if (session->arm != NULL) {
        return error_set(error, STATUS_INPUT, "--arm: \"%s\" is no experiment", session->path);
    }
    PASS(scenario_options_read(&session->options, session->cli, session->path, &session->scenario, error));
    session->view.title = session->scenario.title[0] != '\0' ? session->scenario.title : session->path;
    return parameters_option_read(&session->design, session->parameters, session->path,
                                  session->parameters_path, &session->scenario, false, error);
}

/* ---- measures ---- */

static bool has_target(const struct scenario *scenario, const char *measure)
{
    const struct param_rows *rows = &scenario->targets->targets;
    const struct target *targets = rows->rows;
    bool found = false;
    for (size_t i = 0; i < rows->count && !found; i++) {
        found = strcmp(targets[i].measure.chars, measure) == 0;
    }
    return found;
}

static enum status choose_measures(struct session *session, struct error *error)
{
    struct sensitivity_view *view = &session->view;
    const struct model *model = session->scenario.model;
    bool all = session->only != NULL ? strcmp(session->only, "all") == 0
                                     : session->scenario.targets->targets.count == 0;
    view->model = model;
    view->measures = memory_alloc(model->measure_count, sizeof *view->measures);
    view->figures = memory_alloc(model->measure_count, sizeof *view->figures);
    if (view->measures == NULL || view->figures == NULL) {
        return error_memory(error, "measures");
    }
    if (model->measure_count == 0) {
        return error_set(error, STATUS_INPUT, "the model %s has no measures", model->name);
    }
    if (session->only != NULL && !all) {
        return measures_choose(model, "--only", session->only, view->measures, &view->count, error);
    }
    for (size_t i = 0; i < model->measure_count; i++) {
        if (all || has_target(&session->scenario, model->measures[i].name)) {
            view->measures[view->count++] = i;
        }
    }
    return STATUS_OK;
}

/* ---- the plan ---- */

/* Base samples make whole blocks. */
static enum status make_plan(struct session *session, struct error *error)
{
    struct sensitivity *plan = &session->plan;
    bool morris = plan->method == SENSITIVITY_MORRIS;
    int64_t units = session->samples > 0 ? session->samples : morris ? 20 : 128;
    plan->design = &session->design;
    plan->seeds = (size_t)session->seeds;
    plan->units = morris ? (size_t)units : ((size_t)units + SOBOL_BLOCKS - 1) / SOBOL_BLOCKS * SOBOL_BLOCKS;
    session->count = sensitivity_points(plan) * plan->seeds;
    if (session->count > DESIGN_POINTS_MAX) {
        return error_set(error, STATUS_INPUT, "that makes %zu runs; at most %d are expected", session->count,
                         DESIGN_POINTS_MAX);
    }
    return sensitivity_init(plan, session->draw, error);
}

static enum status make_evaluations(struct session *session, struct error *error)
{
    const struct sensitivity *plan = &session->plan;
    const struct run_params *run = session->scenario.run;
    size_t width = sensitivity_width(plan);
    session->evaluations = memory_alloc(session->count, sizeof *session->evaluations);
    session->values =
        memory_alloc(session->count * session->scenario.model->measure_count, sizeof *session->values);
    session->failed = memory_alloc(session->count, sizeof *session->failed);
    if (session->evaluations == NULL || session->values == NULL || session->failed == NULL) {
        return error_memory(error, "runs");
    }
    for (size_t i = 0; i < session->count; i++) {
        size_t point = i / plan->seeds;
        int64_t seed = (int64_t)(sensitivity_seed(plan, point / width) + i % plan->seeds);
        session->evaluations[i] = (struct evaluation){plan->texts + point * plan->design->factor_count,
                                                      run->seed + seed, run->population_seed + seed};
    }
    return STATUS_OK;
}

static void say_plan(struct session *session, size_t missing)
{
    const struct sensitivity *plan = &session->plan;
    const struct scenario *scenario = &session->scenario;
    double days = scenario->run->end - scenario_first_day(scenario);
    char there[64] = "";
    char takes[64] = "";
    if (missing < session->count) {
        snprintf(there, sizeof there, ", of which %zu are there", session->count - missing);
    }
    if (scenario->model->effort != NULL && missing > 0) {
        struct effort effort = scenario->model->effort(scenario->sets[SCENARIO_SET_MODEL].values);
        char time[32];
        text_duration(time, sizeof time, effort.day_seconds * days * (double)missing / session->runs.threads);
        snprintf(takes, sizeof takes, "; about %s with %d thread%s", time, session->runs.threads,
                 session->runs.threads == 1 ? "" : "s");
    }
    message_note("%zu parameter%s, %zu %s of %zu points, %zu seed%s", plan->design->factor_count,
                 plan->design->factor_count == 1 ? "" : "s", plan->units,
                 plan->method == SENSITIVITY_MORRIS ? "trajectories" : "base samples",
                 sensitivity_width(plan), plan->seeds, plan->seeds == 1 ? "" : "s");
    message_note("%zu runs%s%s", session->count, there, takes);
}

/* ---- what comes out ---- */

/* values[units][width][seeds] of one measure. */
static enum status estimate(struct session *session, size_t index, double *values, struct error *error)
{
    size_t measures = session->scenario.model->measure_count;
    for (size_t i = 0; i < session->count; i++) {
        values[i] = session->values[i * measures + session->view.measures[index]];
    }
    return sensitivity_estimate(&session->plan, values, session->view.level, &session->view.figures[index],
                                error);
}

static enum status print(struct session *session, struct error *error)
{
    struct sensitivity_view *view = &session->view;
    char *command = text_shell_command(session->cli->argc, session->cli->argv, 0, NULL);
    double *values = memory_alloc(session->count, sizeof *values);
    enum status status = STATUS_OK;
    if (command == NULL || values == NULL) {
        TRY(error_memory(error, "measures"));
    }
    for (size_t i = 0; i < view->count; i++) {
        TRY(estimate(session, i, values, error));
    }
    view->plan = &session->plan;
    view->command = command;
    if (session->format == FORMAT_TEXT) {
        TRY(sensitivity_print_text(stdout, view, error));
    } else {
        sensitivity_print_records(stdout, view, session->format);
    }
out:
    memory_free(command);
    memory_free(values);
    return status;
}

static enum status count_failures(struct session *session, struct error *error)
{
    size_t *failed = &session->view.failed;
    for (size_t i = 0; i < session->count; i++) {
        *failed += session->failed[i];
    }
    if (*failed == session->count) {
        return error_set(error, STATUS_FAILED, "no run came to its end: see \"failure\" in %s",
                         session->store_path);
    }
    if (*failed > 0) {
        message_note("%zu run%s failed and count%s for nothing: see \"failure\" in %s", *failed,
                     *failed == 1 ? "" : "s", *failed == 1 ? "s" : "", session->store_path);
    }
    return STATUS_OK;
}

/* ---- the command ---- */

static enum status run_all(struct session *session, struct error *error)
{
    struct evaluation_runs *runs = &session->runs;
    const struct scenario *scenario = &session->scenario;
    size_t missing = evaluation_runs_missing(runs, session->evaluations, session->count);
    double days = scenario->run->end - scenario_first_day(scenario);
    if (!session->quiet || session->only_plan) {
        say_plan(session, missing);
    }
    if (session->only_plan) {
        return STATUS_OK;
    }
    batch_progress_begin(&runs->progress, session->quiet, missing, (double)missing * days);
    runs->progress.what = "runs";
    enum status status = evaluation_runs_at(runs, session->evaluations, session->count, session->values,
                                            session->failed, error);
    batch_progress_clear(&runs->progress);
    if (status != STATUS_OK) {
        evaluation_runs_tell(runs, session->cli->argc, session->cli->argv);
        return status;
    }
    PASS(count_failures(session, error));
    return print(session, error);
}

static enum status run_session(void *context, struct error *error)
{
    struct session *session = context;
    PASS(name_files(session, error));
    PASS(experiment_is(session->path) ? read_experiment(session, error) : read_scenario(session, error));
    PASS(choose_measures(session, error));
    PASS(make_plan(session, error));
    PASS(make_evaluations(session, error));
    PASS(evaluation_runs_init(&session->runs, &session->scenario, &session->design, (int)session->threads,
                              (int)session->jobs, error));
    if (session->only_plan && access(session->store_path, F_OK) != 0) {
        say_plan(session, session->count);
        return STATUS_OK;
    }
    PASS(run_lock_take(&session->lock, session->lock_path, session->store_path, error));
    session->lock.left_over = false;
    PASS(evaluation_runs_open(&session->runs, session->store_path, &session->scenario, &session->design,
                              session->options.force && !session->only_plan, error));
    return run_all(session, error);
}

static void clear(struct session *session)
{
    evaluation_runs_clear(&session->runs);
    for (size_t i = 0; session->view.figures != NULL && i < session->view.count; i++) {
        sensitivity_figure_clear(&session->view.figures[i]);
    }
    memory_free(session->view.figures);
    memory_free(session->view.measures);
    memory_free(session->evaluations);
    memory_free(session->values);
    memory_free(session->failed);
    sensitivity_clear(&session->plan);
    design_clear(&session->design);
    scenario_clear(&session->scenario);
    experiment_clear(&session->experiment);
    scenario_options_clear(&session->options);
    run_lock_release(&session->lock, session->lock_path);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session *session = memory_alloc(1, sizeof *session);
    struct operands operands;
    if (session == NULL) {
        return error_memory(error, "analysis of sensitivity");
    }
    session->cli = cli;
    session->seeds = 2;
    session->draw = 1;
    session->view.level = 0.95;
    session->lock.descriptor = -1;
    session->runs.store.descriptor = -1;
    enum status status =
        options_parse(command, argc, argv, (struct option_sink){session, accept}, &operands, error);
    if (status == STATUS_OK && !operands.help) {
        session->path = operands.word;
        status = threads_run((int)session->threads, run_session, session, error);
    }
    clear(session);
    memory_free(session);
    return status;
}

const struct command command_sensitivity = {
    .name = "sensitivity",
    .operands = "EXPERIMENT|SCENARIO",
    .text = "Find which parameters move the measures of a scenario, and how much.",
    .options = sensitivity_options,
    .option_count = sizeof sensitivity_options / sizeof sensitivity_options[0],
    .details = sensitivity_details,
    .run = run,
};
