/* `bassin calibrate`: values of parameters for which a scenario comes near to its targets. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/cli/calibrate_table.h"
#include "sim/cli/command.h"
#include "sim/cli/evaluation_runs.h"
#include "sim/cli/messages.h"
#include "sim/cli/parameters_option.h"
#include "sim/cli/progress.h"
#include "sim/cli/run_lock.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/text.h"
#include "sim/cli/threads.h"
#include "sim/io/calibration_file.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "sim/search.h"
#include "version.h"

enum {
    MY_OUTPUT,
    MY_PARAMETERS,
    MY_TARGETS,
    MY_BUDGET,
    MY_SEEDS,
    MY_HELD_OUT,
    MY_SET,
    MY_SET_FROM,
    MY_CHANGE,
    MY_THREADS,
    MY_JOBS,
    MY_FORCE,
    MY_QUIET
};

static const struct option_spec calibrate_options[] = {
    {"output", 'o', "FILE.cfg",
     "Where the values go; without it, the scenario's file name with .values.cfg in the current folder."},
    {"parameters", 'p', "FILE.csv",
     "Which parameters are free: columns parameter, lower, upper, scale. Without it, parameters/SCENARIO.csv "
     "in "
     "the folder of the scenario."},
    {"targets", 'T', "FILE.csv", "Published figures to use instead of those of the scenario."},
    {"budget", 'b', "N", "At most N points; without it 20 and 6 for each parameter."},
    {"seeds", 'r', "N", "Runs at each point, with the same seeds at all; 4 without it."},
    {"held-out", 'x', "PERCENT", "Share of the measures that the search does not see; 33 without it."},
    {"set", 's', "PATH=VALUE", "Give a parameter another value before; can be repeated."},
    SETTINGS_OPTIONS,
    {"threads", 't', "N", "Threads to use in all; 0, the default: all processors."},
    {"jobs", 'j', "N", "At most N runs at a time; without it as many as threads, or as memory allows."},
    {"force", 'f', NULL,
     "Overwrite the values if they exist, and evaluations that are of another scenario or other parameters."},
    {"quiet", 'q', NULL, "No progress and no tables; errors are still shown."},
};

static const char calibrate_details[] =
    "The loss is the mean over the targets of ((mean over seeds - target) / s)^2 with s^2 = tolerance^2 + "
    "the "
    "squared noise of that mean, beyond 3 s linear. The search begins at the values of the scenario. A third "
    "of "
    "the measures is held out, chosen by a hash of their names: they are reported and decide nothing.\n"
    "\n"
    "Three files are written: FILE.cfg, values with how far each is known, for a scenario to include; "
    "FILE.targets.csv, each target before and after and what moves it; FILE.evaluations.csv, every run. Runs "
    "are safe as they end: after Ctrl-C or a kill, and with a larger budget, the same command line goes on. "
    "docs/calibration.md says more.";

enum { PATH_MAX_BYTES = OUTPUT_PATH_MAX + 32 };

/* One call of `bassin calibrate`. */
struct session {
    const struct cli *cli;
    struct scenario_options options;
    const char *path; /* of the scenario */
    const char *parameters;
    const char *targets;
    int64_t budget;
    int64_t seeds;
    int64_t held_out;
    int64_t threads;
    int64_t jobs;
    bool quiet;
    char parameters_path[PARAMETERS_PATH_MAX];
    char values_path[PATH_MAX_BYTES];
    char targets_path[PATH_MAX_BYTES];
    char store_path[PATH_MAX_BYTES];
    char lock_path[PATH_MAX_BYTES];
    struct run_lock lock;
    struct scenario scenario;
    struct design design; /* the free parameters */
    struct moments moments;
    struct evaluation_runs runs;
    struct search search;
    double *samples;      /* [points told][seeds][measures] */
    double *point_values; /* [points of a call][seeds][measures] */
    bool *point_failed;
    bool *run_failed; /* [points of a call][seeds] */
    design_text *texts;
    struct evaluation *evaluations;
    struct calibrated calibrated;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    switch (option) {
    case MY_OUTPUT:
        return scenario_options_accept(&session->options, OPTION_OUTPUT, value, error);
    case MY_PARAMETERS:
        session->parameters = value;
        return STATUS_OK;
    case MY_TARGETS:
        session->targets = value;
        return STATUS_OK;
    case MY_BUDGET:
        return option_integer("budget", value, 1, 1000000, &session->budget, error);
    case MY_SEEDS:
        return option_integer("seeds", value, 1, 10000, &session->seeds, error);
    case MY_HELD_OUT:
        return option_integer("held-out", value, 0, 90, &session->held_out, error);
    case MY_SET:
        return scenario_options_accept(&session->options, OPTION_SET, value, error);
    case MY_SET_FROM:
        return scenario_options_accept(&session->options, OPTION_SET_FROM, value, error);
    case MY_CHANGE:
        return scenario_options_accept(&session->options, OPTION_CHANGE, value, error);
    case MY_THREADS:
        return option_integer("threads", value, 0, 1024, &session->threads, error);
    case MY_JOBS:
        return option_integer("jobs", value, 1, 1024, &session->jobs, error);
    default:
        session->options.force |= option == MY_FORCE;
        session->quiet |= option == MY_QUIET;
        return STATUS_OK;
    }
}

/* ---- files ---- */

static bool exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

static enum status name_files(struct session *session, struct error *error)
{
    char path[OUTPUT_PATH_MAX];
    PASS(scenario_options_output(&session->options, session->path, path, error));
    size_t length = strlen(path);
    const char *ending = session->options.output != NULL ? ".cfg" : ".h5";
    bool ends = length > strlen(ending) && strcmp(path + length - strlen(ending), ending) == 0;
    int stem = (int)(length - (ends ? strlen(ending) : 0));
    if (session->options.output != NULL && !ends) {
        error_set(error, STATUS_INPUT, "-o %s: the values are lines of a scenario; expected FILE.cfg", path);
        return STATUS_INPUT;
    }
    const char *more = session->options.output != NULL ? "" : ".values";
    snprintf(session->values_path, PATH_MAX_BYTES, "%.*s%s.cfg", stem, path, more);
    snprintf(session->targets_path, PATH_MAX_BYTES, "%.*s%s.targets.csv", stem, path, more);
    snprintf(session->store_path, PATH_MAX_BYTES, "%.*s%s.evaluations.csv", stem, path, more);
    snprintf(session->lock_path, PATH_MAX_BYTES, "%.*s%s.cfg.lock", stem, path, more);
    return STATUS_OK;
}

/* Before anything is computed. */
static enum status check_files(const struct session *session, struct error *error)
{
    const char *const paths[] = {session->values_path, session->targets_path};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char partial[PATH_MAX_BYTES + 16];
        snprintf(partial, sizeof partial, "%s.partial", paths[i]);
        if (exists(paths[i]) && !session->options.force) {
            error_set(error, STATUS_INPUT, "\"%s\" exists already", paths[i]);
            error_hint(error,
                       "--force overwrites it, and uses the evaluations that are there; or choose another "
                       "name with -o");
            return STATUS_INPUT;
        }
        if (exists(partial) && session->lock.left_over) {
            unlink(partial);
        }
    }
    return STATUS_OK;
}

/* ---- points ---- */

static size_t factors_of(const struct session *session)
{
    return session->design.factor_count;
}

static size_t sample_size(const struct session *session)
{
    return (size_t)session->seeds * session->scenario.model->measure_count;
}

static struct sample sample_at(const struct session *session, size_t point)
{
    return (struct sample){session->samples + point * sample_size(session), (size_t)session->seeds,
                           session->scenario.model->measure_count};
}

/* The positions of the texts of a point: a little beside those that were asked for. */
static void positions_of(const struct session *session, const design_text *texts, double *x)
{
    for (size_t f = 0; f < factors_of(session); f++) {
        x[f] = factor_position(&session->design.factors[f], strtod(texts[f], NULL));
    }
}

static enum status tell(struct session *session, size_t index, struct error *error)
{
    size_t size = sample_size(session);
    size_t point = session->search.count;
    double x[SEARCH_FACTORS_MAX];
    double gaps[SEARCH_FIGURES_MAX];
    double *samples = memory_grow(session->samples, point, point + 1, size * sizeof *samples);
    if (samples == NULL) {
        return error_memory(error, "evaluations");
    }
    session->samples = samples;
    memcpy(samples + point * size, session->point_values + index * size, size * sizeof *samples);
    const struct sample sample = sample_at(session, point);
    positions_of(session, session->texts + index * factors_of(session), x);
    moments_gaps(&session->moments, &sample, gaps);
    return search_tell(&session->search, x, session->point_failed[index] ? NULL : gaps, error);
}

/* Runs the first `count` points of `texts`, each with all seeds. */
static enum status run_points(struct session *session, size_t count, struct error *error)
{
    const struct run_params *run = session->scenario.run;
    size_t seeds = (size_t)session->seeds;
    for (size_t i = 0; i < count * seeds; i++) {
        int64_t seed = (int64_t)(i % seeds);
        session->evaluations[i] = (struct evaluation){session->texts + i / seeds * factors_of(session),
                                                      run->seed + seed, run->population_seed + seed};
    }
    PASS(evaluation_runs_at(&session->runs, session->evaluations, count * seeds, session->point_values,
                            session->run_failed, error));
    for (size_t i = 0; i < count * seeds; i++) {
        bool before = i % seeds > 0 && session->point_failed[i / seeds];
        session->point_failed[i / seeds] = before || session->run_failed[i];
    }
    return STATUS_OK;
}

static void say_point(struct session *session, size_t before)
{
    const struct search *search = &session->search;
    if (session->quiet || (search->best == before && search->count > 1)) {
        return;
    }
    batch_progress_clear(&session->runs.progress);
    message_note("point %zu of at most %lld: loss %.4g", search->best + 1, (long long)session->budget,
                 search->loss[search->best]);
}

static void write_texts(const struct session *session, const double *points, size_t count)
{
    size_t n = factors_of(session);
    for (size_t i = 0; i < count * n; i++) {
        factor_text(&session->design.factors[i % n], points[i], FACTOR_DIGITS, session->texts[i]);
    }
}

/* Runs points[count][factors] and tells the search. */
static enum status evaluate(struct session *session, const double *points, size_t count, struct error *error)
{
    size_t best = session->search.best;
    write_texts(session, points, count);
    PASS(run_points(session, count, error));
    for (size_t point = 0; point < count; point++) {
        PASS(tell(session, point, error));
    }
    say_point(session, best);
    return STATUS_OK;
}

/* The scenario as it is: which targets it gives, and how noisy they are. */
static enum status look_at_start(struct session *session, const double *x, struct error *error)
{
    struct moments *moments = &session->moments;
    write_texts(session, x, 1);
    PASS(run_points(session, 1, error));
    if (session->point_failed[0]) {
        error_set(error, STATUS_FAILED,
                  "the scenario as it is does not run to its end: see \"failure\" in %s",
                  session->store_path);
        error_hint(error, "\"bassin run %s\" says more", session->path);
        return STATUS_FAILED;
    }
    const struct sample start = {session->point_values, (size_t)session->seeds,
                                 session->scenario.model->measure_count};
    moments_begin(moments, &start);
    if (moments->missing > 0 && !session->quiet) {
        message_note("%zu target%s left out: a run of the scenario does not give %s", moments->missing,
                     moments->missing == 1 ? " is" : "s are", moments->missing == 1 ? "it" : "them");
    }
    if (moments->searched == 0) {
        return error_set(error, STATUS_INPUT, "a run of the scenario gives none of the targets to search by");
    }
    return search_init(&session->search, factors_of(session), moments->searched, x, error);
}

/* ---- the search ---- */

/* What is kept for the slopes at the end, and a last step. */
static size_t reserve_of(const struct session *session)
{
    return 2 * factors_of(session) + 1;
}

static enum status search_all(struct session *session, double *points, struct error *error)
{
    size_t most = (size_t)session->budget - reserve_of(session);
    size_t count;
    while (session->search.count < most && (count = search_ask(&session->search, points)) > 0) {
        PASS(evaluate(session, points, count, error));
    }
    return STATUS_OK;
}

/* Points around the best, one to each side of each parameter; a bound may be in the way of one. */
static void surround(const struct session *session, double *points)
{
    const double distance = 0.05;
    size_t n = factors_of(session);
    const double *best = session->search.x + session->search.best * n;
    for (size_t point = 0; point < 2 * n; point++) {
        const struct factor *factor = &session->design.factors[point / 2];
        double unit = factor->whole && !factor->logarithmic ? 1 / (factor->to - factor->from) : 0;
        double move = fmax(distance, unit);
        double *x = points + point * n;
        memcpy(x, best, n * sizeof *x);
        x[point / 2] = fmin(fmax(x[point / 2] + (point % 2 == 0 ? -move : move), 0), 1);
    }
}

/* The gap of one moment at a point, for one seed. */
static double gap_of(const struct session *session, const struct moment *moment, size_t point, size_t seed)
{
    const struct sample sample = sample_at(session, point);
    double value = sample.values[seed * sample.measures + moment->measure];
    return (value - moment->target->value) / moment->scale;
}

/* The slope of moment `i` between two points that differ in factor `f`, and its standard error by pairs of
 * seeds. */
static void find_slope(struct session *session, size_t i, size_t f, size_t low, size_t high)
{
    size_t n = factors_of(session);
    size_t seeds = (size_t)session->seeds;
    const double *x = session->search.x;
    double width = x[high * n + f] - x[low * n + f];
    double sum = 0;
    double squares = 0;
    for (size_t seed = 0; seed < seeds && width > 0; seed++) {
        double slope = (gap_of(session, &session->moments.items[i], high, seed) -
                        gap_of(session, &session->moments.items[i], low, seed)) /
                       width;
        sum += slope;
        squares += slope * slope;
    }
    double mean = sum / (double)seeds;
    double variance = seeds > 1 ? fmax(squares - (double)seeds * mean * mean, 0) / (double)(seeds - 1) : 0;
    bool known =
        isfinite(mean) && isfinite(session->search.loss[low]) && isfinite(session->search.loss[high]);
    session->calibrated.slope[i * n + f] = known ? mean : 0;
    session->calibrated.noise[i * n + f] = known ? sqrt(variance / (double)seeds) : 0;
}

/* The slopes around the best point, and a step that follows from them where it promises something. */
static enum status finish_search(struct session *session, double *points, struct error *error)
{
    size_t n = factors_of(session);
    size_t first = session->search.count;
    size_t best = session->search.best;
    const struct search *search = &session->search;
    surround(session, points);
    PASS(evaluate(session, points, 2 * n, error));
    for (size_t i = 0; i < session->moments.count; i++) {
        for (size_t f = 0; f < n; f++) {
            find_slope(session, i, f, first + 2 * f, first + 2 * f + 1);
        }
    }
    double loss = search_step(search->x + best * n, search->gaps + best * search->m,
                              session->calibrated.slope, n, search->m, 0.1, points);
    return search->loss[search->best] - loss > SEARCH_TRIFLE ? evaluate(session, points, 1, error)
                                                             : STATUS_OK;
}

/* ---- what came out ---- */

static void find_values(struct session *session)
{
    size_t n = factors_of(session);
    const struct search *search = &session->search;
    double deviations[SEARCH_FACTORS_MAX];
    positions_deviation(&session->moments, session->calibrated.slope, session->calibrated.noise, n,
                        search->gaps + search->best * search->m, deviations);
    for (size_t f = 0; f < n; f++) {
        const struct factor *factor = &session->design.factors[f];
        struct found_value *value = &session->calibrated.values[f];
        double x = search->x[search->best * n + f];
        factor_text(factor, search->x[f], FACTOR_DIGITS, value->before);
        factor_text(factor, x, FACTOR_DIGITS, value->after);
        factor_text(factor, x - deviations[f], FACTOR_FEW_DIGITS, value->low);
        factor_text(factor, x + deviations[f], FACTOR_FEW_DIGITS, value->high);
        value->deviation = deviations[f];
        value->at_bound = x <= 0 || x >= 1;
    }
    session->calibrated.before = sample_at(session, 0);
    session->calibrated.after = sample_at(session, search->best);
    session->calibrated.evaluations = search->count;
}

static enum status write_files(struct session *session, struct error *error)
{
    char *command = text_shell_command(session->cli->argc, session->cli->argv, 0, NULL);
    if (command == NULL) {
        return error_memory(error, "command line");
    }
    const struct calibration_origin origin = {command, "bassin " BASSIN_VERSION " (" BASSIN_COMMIT ")",
                                              session->path};
    enum status status =
        calibration_write_targets(session->targets_path, &session->calibrated, session->options.force, error);
    if (status == STATUS_OK) {
        status = calibration_write_values(session->values_path, &session->calibrated, &origin,
                                          session->options.force, error);
    }
    memory_free(command);
    return status;
}

/* ---- the command ---- */

static enum status read_input(struct session *session, struct error *error)
{
    PASS(scenario_options_read(&session->options, session->cli, session->path, &session->scenario, error));
    if (session->targets != NULL) {
        PASS(scenario_read_targets(&session->scenario, session->targets, error));
    }
    PASS(moments_init(&session->moments, &session->scenario, (int)session->held_out, error));
    PASS(parameters_option_read(&session->design, session->parameters, session->path,
                                session->parameters_path, &session->scenario, true, error));
    size_t n = factors_of(session);
    size_t least = n + 1 + reserve_of(session);
    session->budget = session->budget > 0 ? session->budget : (int64_t)(20 + 6 * n);
    return (size_t)session->budget >= least
               ? STATUS_OK
               : error_set(error, STATUS_INPUT,
                           "--budget %lld: %zu free parameters take at least %zu points to begin and to end",
                           (long long)session->budget, n, least);
}

static enum status make_room(struct session *session, struct error *error)
{
    size_t n = factors_of(session);
    size_t cells = session->moments.count * n;
    struct calibrated *calibrated = &session->calibrated;
    session->texts = memory_alloc(2 * n * n + n, sizeof *session->texts);
    session->point_values = memory_alloc((2 * n + 1) * sample_size(session), sizeof *session->point_values);
    session->point_failed = memory_alloc(2 * n + 1, sizeof *session->point_failed);
    session->run_failed = memory_alloc((2 * n + 1) * (size_t)session->seeds, sizeof *session->run_failed);
    session->evaluations = memory_alloc((2 * n + 1) * (size_t)session->seeds, sizeof *session->evaluations);
    calibrated->values = memory_alloc(n, sizeof *calibrated->values);
    calibrated->slope = memory_alloc(cells, sizeof *calibrated->slope);
    calibrated->noise = memory_alloc(cells, sizeof *calibrated->noise);
    calibrated->design = &session->design;
    calibrated->moments = &session->moments;
    calibrated->scenario = &session->scenario;
    return session->texts == NULL || session->point_values == NULL || session->point_failed == NULL ||
                   session->run_failed == NULL || session->evaluations == NULL ||
                   calibrated->values == NULL || calibrated->slope == NULL || calibrated->noise == NULL
               ? error_memory(error, "calibration")
               : STATUS_OK;
}

static enum status begin(struct session *session, struct error *error)
{
    struct evaluation_runs *runs = &session->runs;
    const struct scenario *scenario = &session->scenario;
    PASS(run_lock_take(&session->lock, session->lock_path, session->values_path, error));
    PASS(check_files(session, error));
    PASS(make_room(session, error));
    PASS(evaluation_runs_init(runs, scenario, &session->design, (int)session->threads, (int)session->jobs,
                              error));
    PASS(evaluation_runs_open(runs, session->store_path, scenario, &session->design, session->options.force,
                              error));
    session->lock.left_over = false;
    return STATUS_OK;
}

/* Positions of the values of the scenario. */
static enum status find_start(const struct session *session, double *x, struct error *error)
{
    for (size_t f = 0; f < factors_of(session); f++) {
        struct param_slot slot;
        const struct factor *factor = &session->design.factors[f];
        PASS(param_find(session->scenario.sets, SCENARIO_SETS, factor->path, NULL, &slot, error));
        x[f] = factor_position(factor, factor->whole ? (double)*(const int64_t *)slot.value
                                                     : *(const double *)slot.value);
    }
    return STATUS_OK;
}

static void tell_begin(struct session *session)
{
    const struct moments *moments = &session->moments;
    size_t n = factors_of(session);
    double runs = (double)session->budget * (double)session->seeds;
    double days = session->scenario.run->end - scenario_first_day(&session->scenario);
    batch_progress_begin(&session->runs.progress, session->quiet, (size_t)runs, runs * days);
    session->runs.progress.what = "runs";
    if (session->quiet) {
        return;
    }
    message_note("%zu parameter%s, %zu target%s and %zu held out, %lld seed%s, at most %lld points", n,
                 n == 1 ? "" : "s", moments->searched, moments->searched == 1 ? "" : "s",
                 moments->count - moments->searched, (long long)session->seeds,
                 session->seeds == 1 ? "" : "s", (long long)session->budget);
    if (session->runs.store.count > 0) {
        message_note("%zu runs are there already", session->runs.store.count);
    }
}

static enum status calibrate(struct session *session, struct error *error)
{
    size_t n = factors_of(session);
    double *points = memory_alloc((2 * n + 1) * n, sizeof *points);
    enum status status = STATUS_OK;
    if (points == NULL) {
        return error_memory(error, "calibration");
    }
    TRY(find_start(session, points, error));
    TRY(look_at_start(session, points, error));
    TRY(search_all(session, points, error));
    TRY(finish_search(session, points, error));
    batch_progress_clear(&session->runs.progress);
    find_values(session);
    TRY(write_files(session, error));
out:
    batch_progress_clear(&session->runs.progress);
    memory_free(points);
    return status;
}

static enum status run_session(void *context, struct error *error)
{
    struct session *session = context;
    PASS(name_files(session, error));
    PASS(read_input(session, error));
    PASS(begin(session, error));
    tell_begin(session);
    enum status status = calibrate(session, error);
    if (status != STATUS_OK) {
        if (status != STATUS_INPUT) {
            evaluation_runs_tell(&session->runs, session->cli->argc, session->cli->argv);
        }
        return status;
    }
    if (!session->quiet) {
        calibrate_print(stdout, &session->calibrated);
        message_note("%s, %s; %zu points, %zu runs of which %zu now", session->values_path,
                     session->targets_path, session->search.count,
                     session->search.count * (size_t)session->seeds, session->runs.made);
    }
    return STATUS_OK;
}

static void clear(struct session *session)
{
    evaluation_runs_clear(&session->runs);
    search_clear(&session->search);
    memory_free(session->samples);
    memory_free(session->point_values);
    memory_free(session->point_failed);
    memory_free(session->run_failed);
    memory_free(session->evaluations);
    memory_free(session->texts);
    memory_free(session->calibrated.values);
    memory_free(session->calibrated.slope);
    memory_free(session->calibrated.noise);
    moments_clear(&session->moments);
    design_clear(&session->design);
    scenario_clear(&session->scenario);
    scenario_options_clear(&session->options);
    run_lock_release(&session->lock, session->lock_path);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session *session = memory_alloc(1, sizeof *session);
    struct operands operands;
    if (session == NULL) {
        return error_memory(error, "calibration");
    }
    session->cli = cli;
    session->seeds = 4;
    session->held_out = HELD_OUT_PERCENT;
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

const struct command command_calibrate = {
    .name = "calibrate",
    .operands = "SCENARIO",
    .text = "Find values of parameters that bring a scenario near to its targets.",
    .options = calibrate_options,
    .option_count = sizeof calibrate_options / sizeof calibrate_options[0],
    .details = calibrate_details,
    .run = run,
};
