/* `bassin compare`: differences between the arms of an experiment. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/compare_persons.h"
#include "sim/cli/compare_table.h"
#include "sim/cli/messages.h"
#include "sim/cli/names_option.h"
#include "sim/date.h"
#include "sim/io/comparison.h"
#include "sim/list.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/placebo.h"
#include "sim/text.h"

enum {
    MY_BASELINE,
    MY_ARM,
    MY_ONLY,
    MY_ALONG,
    MY_DATE,
    MY_BY,
    MY_LEVEL,
    MY_PRECISION,
    MY_FORMAT,
    MY_PERSONS,
    MY_CHANGED,
};

static const struct option_spec compare_options[] = {
    {"baseline", 'b', "ARM", "What the others are compared with; the first arm without it."},
    {"arm", 'a', "ARMS", "Only these arms, separated by commas."},
    {"only", 'm', "NAMES", "Only these measures and series, separated by commas."},
    {"along", 'g', "DIMENSIONS",
     "Dimensions whose cells are kept apart, separated by commas, or all; counts are summed over the "
     "others."},
    {"date", 'd', "DATES",
     "Periods of series: last (the default), all, or days, months and years (2018-12-31,2018-12,2018)."},
    {"by", 'p', "PERIOD", "day, month (the default) or year: means of the records in it."},
    {"level", 'l', "PERCENT", "Of the intervals; 95 without it."},
    {"precision", 'n', "HALF",
     "Half of the interval for which the number of replicates is told: 1% of the baseline without it, or "
     "0.5, "
     "in the unit of each figure."},
    {"format", 'F', "FORMAT", "text (the default), csv or json."},
    {"persons", 'P', NULL,
     "The same persons in both arms, in groups by what was known of them before; --along crosses traits, "
     "--only "
     "chooses figures."},
    {"changed", 'c', "DAYS",
     "With --persons: by how many days at work a person must differ to be counted; 30 without it."},
};

static const char compare_details[] =
    "FILE.h5 is a result of \"bassin batch\". Members of two arms that have the same seeds are a pair; what "
    "is "
    "told is the mean of the differences of the pairs, with Student's interval, and how much wider it would "
    "be without pairs. Where there is one arm and a sweep, its points are compared, and ARM is the number of "
    "one; with several arms, they are compared at each point.\n"
    "\n"
    "Figures are the measures and the series at a date. A series of counts is summed over its dimensions "
    "unless --along names them; series of reals with dimensions, which cannot be summed, are there when "
    "--only "
    "or --along names them.\n"
    "\n"
    "With --persons, groups of persons who were there before the arms part are followed: days at work, jobs, "
    "pay, "
    "and where they end, beside a placebo arm. It takes an experiment that keeps panels: keep = { panels = "
    "20; };.\n"
    "\n"
    "An effect is called so when zero is outside of the interval and remains outside among all figures that "
    "are looked at (Holm's correction). The fewer are asked for, the more is found. docs/compare.md says "
    "more.";

/* One call of `bassin compare`. */
struct session {
    const char *baseline;
    const char *arm;
    const char *only;
    const char *along;
    const char *date;
    const char *by;
    const char *precision;
    bool persons;
    int64_t changed; /* days; negative: not given */
    enum format format;
    struct compare_view view;
    struct comparison_request request;
    struct loaded_batch batch;
    struct comparison comparison;
    struct contrast *contrasts;
    bool *measures;
    bool *series;
    bool *dimensions;
};

/* ---- options ---- */

static enum status parse_by(struct session *session, const char *value, struct error *error)
{
    static const char *const names[] = {"day", "month", "year"};
    size_t id = name_find(value, strlen(value), names, 3, sizeof names[0]);
    if (id == 3) {
        return error_set(error, STATUS_INPUT, "--by %s: expected day, month or year", value);
    }
    session->request.by = (enum comparison_by)id;
    return STATUS_OK;
}

/* The number that `value` begins with; where it ends. NULL: it begins with none. */
static const char *read_real(const char *value, double *number)
{
    char *end = NULL;
    *number = strtod(value, &end);
    return end != value && isfinite(*number) ? end + strspn(end, " ") : NULL;
}

static enum status parse_level(struct session *session, const char *value, struct error *error)
{
    double percent;
    const char *end = read_real(value, &percent);
    if (end == NULL || strcmp(end + (*end == '%'), "") != 0 || !(percent >= 50 && percent <= 99.9999)) {
        return error_set(error, STATUS_INPUT, "--level %s: expected a percentage from 50 to 99.9999", value);
    }
    session->view.level = percent / 100;
    return STATUS_OK;
}

static enum status parse_precision(struct session *session, const char *value, struct error *error)
{
    const char *end = read_real(value, &session->view.precision);
    session->view.in_percent = end != NULL && *end == '%';
    if (end == NULL || end[session->view.in_percent] != '\0' || !(session->view.precision > 0)) {
        return error_set(error, STATUS_INPUT,
                         "--precision %s: expected a number above zero, with %% for a share of the baseline",
                         value);
    }
    return STATUS_OK;
}

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    switch (option) {
    case MY_BASELINE:
        session->baseline = value;
        return STATUS_OK;
    case MY_ARM:
        session->arm = value;
        return STATUS_OK;
    case MY_ONLY:
        session->only = value;
        return STATUS_OK;
    case MY_ALONG:
        session->along = value;
        return STATUS_OK;
    case MY_DATE:
        session->date = value;
        return STATUS_OK;
    case MY_PERSONS:
        session->persons = true;
        return STATUS_OK;
    case MY_CHANGED:
        return option_integer("changed", value, 0, 36525, &session->changed, error);
    case MY_BY:
        session->by = value;
        return parse_by(session, value, error);
    case MY_LEVEL:
        return parse_level(session, value, error);
    case MY_PRECISION:
        session->precision = value;
        return parse_precision(session, value, error);
    default:
        return format_parse(value, "text, csv or json", &session->format, error);
    }
}

/* ---- arms ---- */

/* Arms, or the points of the only one. */
static size_t treatments(const struct experiment *experiment)
{
    return experiment->arm_count > 1 ? experiment->arm_count : experiment->design.points;
}

static enum status find_arm(const struct experiment *experiment, const char *option, const char *name,
                            size_t length, size_t *id, struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    size_t count = treatments(experiment);
    struct name_hint hint;
    name_hint_init(&hint, name, length);
    for (*id = 0; *id < count; ++*id) {
        char number[24];
        snprintf(number, sizeof number, "%zu", *id);
        const char *known = experiment->arm_count > 1 ? experiment->arms[*id].name : number;
        if (strlen(known) == length && strncmp(known, name, length) == 0) {
            return STATUS_OK;
        }
        name_hint_offer(&hint, known);
    }
    error_set(error, STATUS_INPUT, "%s: there is no %s %s", option,
              experiment->arm_count > 1 ? "arm" : "point", text_quote(name, length, quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

static enum status find_other(const void *context, const char *name, size_t length, size_t *id,
                              struct error *error)
{
    return find_arm(context, "--arm", name, length, id, error);
}

static void add_contrasts(struct session *session, size_t treatment, size_t baseline)
{
    const struct experiment *experiment = &session->batch.experiment;
    size_t *count = &session->request.contrast_count;
    if (experiment->arm_count == 1) {
        session->contrasts[(*count)++] = (struct contrast){0, treatment, 0, baseline};
        return;
    }
    for (size_t point = 0; point < experiment_points(experiment); point++) {
        session->contrasts[(*count)++] = (struct contrast){treatment, point, baseline, point};
    }
}

/* A placebo stands beside the others, and is compared itself only when it is asked for or the only one. */
static bool is_placebo(const struct experiment *experiment, size_t arm, size_t baseline)
{
    int32_t day;
    return experiment->arm_count > 2 &&
           placebo_is(&experiment->arms[arm].scenario, &experiment->arms[baseline].scenario, &day);
}

/* Which treatments are compared: [treatments] and how many; the baseline is not among them. */
static enum status choose_arms(const struct session *session, size_t baseline, size_t *ids, size_t *count,
                               struct error *error)
{
    const struct experiment *experiment = &session->batch.experiment;
    *count = 0;
    for (size_t i = 0; session->arm == NULL && i < treatments(experiment); i++) {
        bool left_out = session->persons && is_placebo(experiment, i, baseline);
        if (i != baseline && !left_out) {
            ids[(*count)++] = i;
        }
    }
    if (session->arm == NULL) {
        return STATUS_OK;
    }
    const struct names_option option = {"--arm", session->arm, experiment, find_other};
    PASS(names_choose(&option, ids, count, error));
    for (size_t i = 0; i < *count; i++) {
        if (ids[i] == baseline) {
            return error_set(error, STATUS_INPUT, "--arm %s: the baseline is compared with others",
                             session->arm);
        }
    }
    return STATUS_OK;
}

static enum status choose_contrasts(struct session *session, struct error *error)
{
    const struct experiment *experiment = &session->batch.experiment;
    size_t baseline = 0;
    size_t count = 0;
    enum status status = STATUS_OK;
    if (treatments(experiment) < 2) {
        error_set(error, STATUS_INPUT,
                  "the experiment has one arm and no sweep: there is nothing to compare");
        error_hint(error,
                   "give it another one: arms = ( { name = \"baseline\"; }, { name = \"reform\"; ... } );");
        return STATUS_INPUT;
    }
    if (session->baseline != NULL) {
        PASS(find_arm(experiment, "--baseline", session->baseline, strlen(session->baseline), &baseline,
                      error));
    }
    size_t *ids = memory_alloc(treatments(experiment), sizeof *ids);
    session->contrasts =
        memory_alloc(experiment->arm_count * experiment_points(experiment), sizeof *session->contrasts);
    if (ids == NULL || session->contrasts == NULL) {
        TRY(error_memory(error, "arms to compare"));
    }
    TRY(choose_arms(session, baseline, ids, &count, error));
    for (size_t i = 0; i < count; i++) {
        add_contrasts(session, ids[i], baseline);
    }
    session->request.contrasts = session->contrasts;
out:
    memory_free(ids);
    return status;
}

/* ---- figures ---- */

/* Measures first, then the series that are kept. */
static enum status find_figure(const void *context, const char *name, size_t length, size_t *id,
                               struct error *error)
{
    const struct loaded_batch *batch = context;
    const struct model *model = batch->experiment.model;
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    char quoted[TEXT_QUOTE_MAX];
    *id = name_find(name, length, model->measures, model->measure_count, sizeof *model->measures);
    if (*id < model->measure_count) {
        return STATUS_OK;
    }
    struct name_hint hint;
    name_hint_init(&hint, name, length);
    for (size_t slice = 0; slice + 1 < batch->shape.count; slice++) {
        const char *known = outputs->declared[batch->shape.ids[slice]].name;
        if (strlen(known) == length && strncmp(known, name, length) == 0) {
            *id = model->measure_count + slice;
            return STATUS_OK;
        }
        name_hint_offer(&hint, known);
    }
    for (size_t i = 0; i < model->measure_count; i++) {
        name_hint_offer(&hint, model->measures[i].name);
    }
    error_set(error, STATUS_INPUT, "--only: the result has no measure and no series %s",
              text_quote(name, length, quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

static enum status choose_figures(struct session *session, struct error *error)
{
    const struct loaded_batch *batch = &session->batch;
    size_t measures = batch->experiment.model->measure_count;
    size_t all = measures + batch->shape.count - 1;
    size_t count = 0;
    enum status status = STATUS_OK;
    size_t *ids = memory_alloc(all, sizeof *ids);
    session->measures = memory_alloc(measures, sizeof *session->measures);
    session->series = memory_alloc(batch->shape.count, sizeof *session->series);
    if (ids == NULL || session->measures == NULL || session->series == NULL) {
        TRY(error_memory(error, "figures to compare"));
    }
    for (; session->only == NULL && count < all; count++) {
        ids[count] = count;
    }
    if (session->only != NULL) {
        const struct names_option option = {"--only", session->only, batch, find_figure};
        TRY(names_choose(&option, ids, &count, error));
    }
    for (size_t i = 0; i < count; i++) {
        *(ids[i] < measures ? &session->measures[ids[i]] : &session->series[ids[i] - measures]) = true;
    }
    session->request.measures = session->measures;
    session->request.series = session->series;
    session->request.whole_reals = session->only != NULL;
out:
    memory_free(ids);
    return status;
}

static enum status find_dimension(const void *context, const char *name, size_t length, size_t *id,
                                  struct error *error)
{
    const struct outputs *outputs = context;
    const struct dimension *dimensions = outputs->dimensions;
    char quoted[TEXT_QUOTE_MAX];
    *id = name_find(name, length, dimensions, outputs->dimension_count, sizeof *dimensions);
    if (*id < outputs->dimension_count) {
        return STATUS_OK;
    }
    struct name_hint hint;
    name_hint_init(&hint, name, length);
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        name_hint_offer(&hint, dimensions[i].name);
    }
    error_set(error, STATUS_INPUT, "--along: there is no dimension %s", text_quote(name, length, quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

static enum status choose_dimensions(struct session *session, struct error *error)
{
    const struct outputs *outputs = &session->batch.shape.frame.sim.outputs;
    size_t count = 0;
    enum status status = STATUS_OK;
    size_t *ids = memory_alloc(outputs->dimension_count, sizeof *ids);
    session->dimensions = memory_alloc(outputs->dimension_count, sizeof *session->dimensions);
    if (ids == NULL || session->dimensions == NULL) {
        TRY(error_memory(error, "dimensions to compare"));
    }
    bool all = session->along != NULL && strcmp(session->along, "all") == 0;
    for (; all && count < outputs->dimension_count; count++) {
        ids[count] = count;
    }
    if (session->along != NULL && !all) {
        const struct names_option option = {"--along", session->along, outputs, find_dimension};
        TRY(names_choose(&option, ids, &count, error));
    }
    for (size_t i = 0; i < count; i++) {
        session->dimensions[ids[i]] = true;
    }
    session->request.along = session->dimensions;
out:
    memory_free(ids);
    return status;
}

/* ---- dates ---- */

static enum status choose_dates(struct session *session, struct error *error)
{
    struct comparison_request *request = &session->request;
    const char *at = session->date;
    request->all = at != NULL && strcmp(at, "all") == 0;
    if (at == NULL || request->all || strcmp(at, "last") == 0) {
        return STATUS_OK;
    }
    for (bool more = true; more; at++) {
        struct day_range *dates = list_room(request->dates, request->date_count, sizeof *dates);
        if (dates == NULL) {
            return error_memory(error, "dates");
        }
        request->dates = dates;
        at += strspn(at, " ");
        size_t length = strcspn(at, ", ");
        struct day_range *range = &dates[request->date_count++];
        bool parsed = date_parse_period(at, length, &range->first, &range->last);
        at += length;
        at += strspn(at, " ");
        more = *at == ',';
        if (!parsed || (!more && *at != '\0')) {
            return error_set(error, STATUS_INPUT,
                             "--date %s: expected last, all, or days, months and years separated by commas, "
                             "such as 2018-12-31, 2018-12 or 2018",
                             session->date);
        }
    }
    return STATUS_OK;
}

/* ---- the command ---- */

/* What could be thought to be there. */
static void tell_missing(const struct session *session)
{
    const struct member_table *table = &session->batch.table;
    size_t done = member_table_count(table, MEMBER_DONE);
    if (done < table->count) {
        message_note("%zu of %zu members are done: pairs that lack one are left out", done, table->count);
    }
    if (session->comparison.left_out > 0 && session->format == FORMAT_TEXT) {
        message_note("left out: %zu series of reals with dimensions; --along all has them, or --only NAMES",
                     session->comparison.left_out);
    }
}

/* Options that mean nothing for what is compared. */
static enum status check_options(const struct session *session, struct error *error)
{
    const char *given = session->date != NULL        ? "date"
                        : session->by != NULL        ? "by"
                        : session->precision != NULL ? "precision"
                                                     : NULL;
    if (session->persons && given != NULL) {
        return error_set(error, STATUS_INPUT,
                         "--%s: persons are followed from the day on which arms part to the end", given);
    }
    return session->persons || session->changed < 0
               ? STATUS_OK
               : error_set(error, STATUS_INPUT, "--changed goes with --persons");
}

static enum status compare_persons(struct session *session, struct error *error)
{
    const struct persons_options options = {
        .only = session->only,
        .along = session->along,
        .contrasts = session->contrasts,
        .contrast_count = session->request.contrast_count,
        .changed = session->changed >= 0 ? (int32_t)session->changed : 30,
        .level = session->view.level,
        .format = session->format,
    };
    return persons_compare_and_print(stdout, &session->batch, &options, error);
}

static enum status compare(struct session *session, const struct cli *cli, const char *path,
                           struct error *error)
{
    PASS(batch_load(&session->batch, path, cli->models, cli->model_count, error));
    PASS(check_options(session, error));
    PASS(choose_contrasts(session, error));
    if (session->persons) {
        return compare_persons(session, error);
    }
    PASS(choose_figures(session, error));
    PASS(choose_dimensions(session, error));
    PASS(choose_dates(session, error));
    session->request.level = session->view.level;
    PASS(comparison_init(&session->comparison, &session->batch, &session->request, error));
    session->view.batch = &session->batch;
    session->view.comparison = &session->comparison;
    tell_missing(session);
    if (session->format == FORMAT_TEXT) {
        return compare_print_text(stdout, &session->view, error);
    }
    compare_print_records(stdout, &session->view, session->format);
    return STATUS_OK;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {
        .view = {.level = 0.95, .precision = 1, .in_percent = true},
        .request = {.by = COMPARISON_BY_MONTH},
        .format = FORMAT_TEXT,
        .changed = -1,
    };
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    TRY(compare(&session, cli, operands.word, error));
out:
    comparison_clear(&session.comparison);
    batch_unload(&session.batch);
    memory_free(session.contrasts);
    memory_free(session.measures);
    memory_free(session.series);
    memory_free(session.dimensions);
    memory_free(session.request.dates);
    return status;
}

const struct command command_compare = {
    .name = "compare",
    .operands = "FILE.h5",
    .text = "Compare the arms of an experiment: paired differences with intervals.",
    .options = compare_options,
    .option_count = sizeof compare_options / sizeof compare_options[0],
    .details = compare_details,
    .run = run,
};
