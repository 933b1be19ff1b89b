/* `bassin score`: what is published against a result, or against the mean of several. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/format.h"
#include "sim/cli/measure_row.h"
#include "sim/cli/record.h"
#include "sim/cli/score_runs_table.h"
#include "sim/cli/score_table.h"
#include "sim/cli/scored_runs.h"
#include "sim/io/result_load.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "sim/score.h"
#include "sim/score_runs.h"

enum {
    OPTION_TARGETS,
    OPTION_ARM,
    OPTION_POINT,
    OPTION_FORMAT,
    OPTION_MEASURES,
    OPTION_HEADER,
    OPTION_STRICT,
};

static const struct option_spec score_options[] = {
    {"targets", 'T', "FILE.csv", "Published figures to use instead of those of the scenario."},
    {"arm", 'a', "ARM", "Of an experiment, the arm that is scored; the first without it."},
    {"point", 'p', "N", "Of a sweep, the number of the point that is scored, from 0."},
    {"format", 'F', "FORMAT", "text (the default), csv, json or row: a line of numbers a run, for programs."},
    {"measures", 'm', "NAMES", "Only these measures, in this order, separated by commas; for row."},
    {"header", 'H', NULL, "A first line with the names of the measures; for row."},
    {"strict", 'x', NULL,
     "Exit with status 1 when a figure, of several runs the mean, is not within its tolerance."},
};

static const char score_details[] =
    "The table has all measures of the run, with or without a published figure. FILE.h5 is a result of "
    "\"bassin run\" or of \"bassin batch\". A figure that is not within tolerance is a result, not a "
    "failure: "
    "the exit status is 0 without --strict.\n"
    "\n"
    "Several results are runs of one scenario with other seeds: results of \"bassin run\" with the same "
    "targets, or one result of \"bassin batch\", of which all replicates of an arm that are done are taken. "
    "The "
    "mean over runs is held against what is published: gap/tol, pass and miss are of the mean. min and max "
    "are of "
    "single runs, within says how many runs are within tolerance. Where some runs do not give a measure, "
    "mean, min, "
    "max and within are of those that do, and the table says how many they are.\n"
    "\n"
    "Below the table, targets are counted that the mean has within tolerance and within half of it, and "
    "those that "
    "each run has by itself. What no run gives, or a run by itself does not, is a miss. The relative gap of "
    "a "
    "target is |mean - published| / |published|; the mean relative gap is its mean over targets. Targets "
    "that are "
    "published as 0 or given by no run have none, and are told. The same is said of the measures that "
    "\"bassin calibrate\" holds out by their names without --held-out, and of the others.\n"
    "\n"
    "FILE.csv has a line that names its columns, in any order: id, measure, value, tolerance, source and "
    "confidence (V, V2, S or D), and if you like territory, unit, year and definition. \"bassin params "
    "targets\" says more. A scenario takes the same file: targets = \"FILE.csv\";\n"
    "\n"
    "A row has all measures of the model with or without a published figure, always in the same order, "
    "separated by commas, nan where the run does not give one; of several results a row each, in their "
    "order. "
    "They may then be of different scenarios. When there is no such result, the row is FAIL, as Dakota has "
    "it, "
    "and the exit status is not 0.";

/* One call of `bassin score`. */
struct session {
    const char *targets;  /* NULL: those of the scenario */
    const char *measures; /* NULL: all */
    enum format format;
    bool header;
    bool strict;
    const char *arm; /* NULL: the first */
    int64_t point;   /* negative: not given */
    struct loaded_result result;
    struct score score;
    struct scored_runs scored;
    struct score_runs runs;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    if (option == OPTION_FORMAT) {
        return format_parse(value, "text, csv, json or row", &session->format, error);
    }
    if (option == OPTION_POINT) {
        return option_integer("point", value, 0, DESIGN_POINTS_MAX, &session->point, error);
    }
    session->arm = option == OPTION_ARM ? value : session->arm;
    session->targets = option == OPTION_TARGETS ? value : session->targets;
    session->measures = option == OPTION_MEASURES ? value : session->measures;
    session->header |= option == OPTION_HEADER;
    session->strict |= option == OPTION_STRICT;
    return STATUS_OK;
}

static void write_record(struct record_writer *writer, const struct score_line *line)
{
    static const struct target none = {.value = NAN, .tolerance = NAN};
    const struct target *target = line->target != NULL ? line->target : &none;
    const bool compared = line->target != NULL;
    struct record record = {.count = 0};
    record_put_text(&record, "id", compared ? target->id.chars : NULL);
    record_put_text(&record, "territory", target->territory.chars);
    record_put_text(&record, "measure", line->measure->name);
    record_put_text(&record, "section", line->measure->section);
    record_put_text(&record, "label", line->measure->label);
    record_put_number(&record, "published", target->value);
    record_put_number(&record, "simulated", line->value);
    record_put_number(&record, "gap", compared ? line->gap : NAN);
    record_put_number(&record, "tolerance", target->tolerance);
    record_put_number(&record, "gap_tolerances", compared ? line->gap_tolerances : NAN);
    record_put_bool(&record, "within", compared, line->within);
    record_put_text(&record, "unit", target->unit.chars);
    record_put_text(&record, "measure_unit", line->measure->unit);
    record_put_text(&record, "measure_definition", line->measure->definition);
    record_put_text(&record, "year", target->year.chars);
    record_put_text(&record, "definition", target->definition.chars);
    record_put_text(&record, "source", target->source.chars);
    record_put_text(&record, "confidence", compared ? target_confidence(target) : "");
    records_write(writer, record.fields, record.count);
}

/* The beginning of the one object of JSON. */
static void print_origin(const struct loaded_result *result)
{
    for (int text = 0; text < RESULT_TEXTS; text++) {
        format_json_member(stdout, text == 0 ? "{\n" : ",\n", result_text_name((enum result_text)text),
                           result->texts[text]);
    }
    printf(",\n\"seed\": %" PRId64 ",\n\"population_seed\": %" PRId64 ",\n\"measures\": ", result->seed,
           result->population_seed);
}

static void print(const struct session *session)
{
    if (session->format == FORMAT_TEXT) {
        score_print(stdout, &session->score, true);
        return;
    }
    bool json = session->format == FORMAT_JSON;
    if (json) {
        print_origin(&session->result);
    }
    struct record_writer writer = records_begin(stdout, session->format);
    for (size_t i = 0; i < session->score.count; i++) {
        write_record(&writer, &session->score.lines[i]);
    }
    records_end(&writer);
    fputs(json ? "}\n" : "", stdout);
}

static enum status expect_targets(const struct session *session, const struct scenario *scenario,
                                  const char *path, struct error *error)
{
    if (session->format != FORMAT_TEXT || scenario->targets->targets.count > 0) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "%s: there are no published figures to compare with",
              session->targets != NULL ? session->targets : path);
    error_hint(error, "give some with --targets FILE.csv, or in the scenario: targets = \"FILE.csv\";");
    return STATUS_INPUT;
}

/* --strict. `what` is judged: "figures". */
static enum status judge(const struct session *session, const struct score *score, const char *what,
                         struct error *error)
{
    size_t misses = score->targets - score->within;
    if (!session->strict || misses == 0) {
        return STATUS_OK;
    }
    return error_set(error, STATUS_FAILED, "%zu of %zu %s %s not within tolerance (--strict)", misses,
                     score->targets, what, misses == 1 ? "is" : "are");
}

static enum status expect_no_choice(const struct session *session, struct error *error)
{
    if (session->arm != NULL || session->point >= 0) {
        return error_set(error, STATUS_INPUT, "--%s is for the result of an experiment",
                         session->arm != NULL ? "arm" : "point");
    }
    return STATUS_OK;
}

/* ---- one run ---- */

static enum status print_one_row(const struct session *session, struct error *error)
{
    const struct model *model = session->result.scenario.model;
    enum status status = STATUS_OK;
    double *values = memory_alloc(model->measure_count, sizeof *values);
    if (values == NULL) {
        return error_memory(error, "measures");
    }
    TRY(measures_compute(model, &session->result.run.sim, values, error));
    TRY(measure_rows_print(stdout, model, values, 1, session->measures, session->header, error));
out:
    memory_free(values);
    return status;
}

static enum status score_one(struct session *session, const struct cli *cli, const char *path,
                             struct error *error)
{
    struct loaded_result *result = &session->result;
    PASS(expect_no_choice(session, error));
    PASS(result_load(result, path, cli->models, cli->model_count, error));
    if (session->format == FORMAT_ROW) {
        return print_one_row(session, error);
    }
    if (session->targets != NULL) {
        PASS(scenario_read_targets(&result->scenario, session->targets, error));
    }
    PASS(expect_targets(session, &result->scenario, path, error));
    PASS(score_init(&session->score, &result->scenario, &result->run.sim, error));
    print(session);
    return judge(session, &session->score, "figures", error);
}

/* ---- several ---- */

static enum status load_several(struct session *session, const struct cli *cli,
                                const struct operands *operands, struct error *error)
{
    const struct scored_request request = {
        .targets = session->targets,
        .rows = session->format == FORMAT_ROW,
        .arm = session->arm,
        .point = session->point,
    };
    if (operands->count == 1) {
        return scored_runs_of_batch(&session->scored, cli, operands->word, &request, error);
    }
    PASS(expect_no_choice(session, error));
    return scored_runs_of_results(&session->scored, cli, operands->words, operands->count, &request, error);
}

static enum status score_several(struct session *session, const struct cli *cli,
                                 const struct operands *operands, struct error *error)
{
    const struct scored_runs *scored = &session->scored;
    PASS(load_several(session, cli, operands, error));
    if (session->format == FORMAT_ROW) {
        return measure_rows_print(stdout, scored->scenario->model, scored->values, scored->count,
                                  session->measures, session->header, error);
    }
    PASS(expect_targets(session, scored->scenario, operands->word, error));
    PASS(score_runs_init(&session->runs, scored->scenario, scored->values, scored->count, error));
    if (session->format == FORMAT_TEXT) {
        score_runs_print(stdout, &session->runs);
    } else {
        score_runs_print_records(stdout, &session->runs, scored, session->format);
    }
    return judge(session, &session->runs.mean, "means", error);
}

/* ---- the command ---- */

static enum status check_options(const struct session *session, struct error *error)
{
    if (session->format == FORMAT_ROW && (session->targets != NULL || session->strict)) {
        return error_set(error, STATUS_INPUT,
                         "a row has no published figures: expected no --targets and no --strict");
    }
    if (session->format != FORMAT_ROW && (session->measures != NULL || session->header)) {
        return error_set(error, STATUS_INPUT, "--%s is for --format row",
                         session->header ? "header" : "measures");
    }
    return STATUS_OK;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.format = FORMAT_TEXT, .point = -1};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    TRY(check_options(&session, error));
    if (operands.count == 1 && !batch_is(operands.word)) {
        TRY(score_one(&session, cli, operands.word, error));
    } else {
        TRY(score_several(&session, cli, &operands, error));
    }
out:
    if (status != STATUS_OK && session.format == FORMAT_ROW) {
        puts("FAIL");
    }
    score_runs_clear(&session.runs);
    scored_runs_clear(&session.scored);
    score_clear(&session.score);
    result_unload(&session.result);
    return status;
}

const struct command command_score = {
    .name = "score",
    .operands = "FILE.h5...",
    .text = "Hold a result, or the mean of several, against published figures.",
    .options = score_options,
    .option_count = sizeof score_options / sizeof score_options[0],
    .details = score_details,
    .run = run,
};
