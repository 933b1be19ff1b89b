/* `bassin score`: what is published against a result. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/format.h"
#include "sim/cli/score_table.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/io/result_load.h"
#include "sim/io/scenario_file.h"
#include "sim/score.h"

enum { OPTION_TARGETS, OPTION_FORMAT, OPTION_STRICT };

static const struct option_spec score_options[] = {
    {"targets", 'T', "FILE.csv", "Published figures to use instead of those of the scenario."},
    {"format", 'F', "FORMAT", "text (the default), csv or json."},
    {"strict", 'x', NULL, "Exit with status 1 when a figure is not within its tolerance."},
};

static const char score_details[] =
    "FILE.h5 is a result of \"bassin run\". A figure that is not within tolerance is a result, not a "
    "failure: "
    "the exit status is 0 without --strict.\n"
    "\n"
    "FILE.csv has a line that names its columns, in any order: id, measure, value, tolerance, source and "
    "confidence (V, V2, S or D), and if you like territory, unit, year and definition. \"bassin params "
    "targets\" says more. A scenario takes the same file: targets = \"FILE.csv\";";

/* One call of `bassin score`. */
struct session {
    const char *targets; /* NULL: those of the scenario */
    enum format format;
    bool strict;
    struct loaded_result result;
    struct score score;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    enum status status = STATUS_OK;
    switch (option) {
    case OPTION_TARGETS:
        session->targets = value;
        break;
    case OPTION_FORMAT:
        TRY(format_parse(value, &session->format, error));
        if (session->format == FORMAT_MARKDOWN) {
            return error_set(error, STATUS_INPUT, "--format %s: expected text, csv or json", value);
        }
        break;
    case OPTION_STRICT:
        session->strict = true;
        break;
    }
out:
    return status;
}

/* NULL when it is not a number. */
static const char *number(char *text, size_t size, double value)
{
    if (!isfinite(value)) {
        return NULL;
    }
    text_shortest(text, size, value);
    return text;
}

static void write_record(struct record_writer *writer, const struct score_line *line)
{
    const struct target *target = line->target;
    char texts[5][48];
    enum { SIZE = sizeof texts[0] };
    struct field fields[] = {
        {"id", FIELD_TEXT, target->id.chars},
        {"territory", FIELD_TEXT, target->territory.chars},
        {"measure", FIELD_TEXT, target->measure.chars},
        {"section", FIELD_TEXT, line->measure->section},
        {"label", FIELD_TEXT, line->measure->label},
        {"published", FIELD_NUMBER, number(texts[0], SIZE, target->value)},
        {"simulated", FIELD_NUMBER, number(texts[1], SIZE, line->value)},
        {"gap", FIELD_NUMBER, number(texts[2], SIZE, line->gap)},
        {"tolerance", FIELD_NUMBER, number(texts[3], SIZE, target->tolerance)},
        {"gap_tolerances", FIELD_NUMBER, number(texts[4], SIZE, line->gap_tolerances)},
        {"within", FIELD_BOOL, line->within ? "true" : "false"},
        {"unit", FIELD_TEXT, target->unit.chars},
        {"measure_unit", FIELD_TEXT, line->measure->unit},
        {"measure_definition", FIELD_TEXT, line->measure->definition},
        {"year", FIELD_TEXT, target->year.chars},
        {"definition", FIELD_TEXT, target->definition.chars},
        {"source", FIELD_TEXT, target->source.chars},
        {"confidence", FIELD_TEXT, target_confidence(target)},
    };
    records_write(writer, fields, sizeof fields / sizeof fields[0]);
}

static void print(const struct session *session)
{
    if (session->format == FORMAT_TEXT) {
        score_print(stdout, &session->score, true, terminal_text_columns(stdout));
        return;
    }
    struct record_writer writer = records_begin(stdout, session->format);
    for (size_t i = 0; i < session->score.count; i++) {
        write_record(&writer, &session->score.lines[i]);
    }
    records_end(&writer);
}

static enum status score(struct session *session, const struct cli *cli, const char *path,
                         struct error *error)
{
    struct loaded_result *result = &session->result;
    enum status status = STATUS_OK;
    TRY(result_load(result, path, cli->models, cli->model_count, error));
    if (session->targets != NULL) {
        TRY(scenario_read_targets(&result->scenario, session->targets, error));
    }
    if (result->scenario.targets->targets.count == 0) {
        error_set(error, STATUS_INPUT, "%s: there are no published figures to compare with",
                  session->targets != NULL ? session->targets : path);
        error_hint(error, "give some with --targets FILE.csv, or in the scenario: targets = \"FILE.csv\";");
        return STATUS_INPUT;
    }
    TRY(score_init(&session->score, &result->scenario, &result->run.sim, SCORE_TARGETS, error));
    print(session);
    size_t misses = session->score.targets - session->score.within;
    if (session->strict && misses > 0) {
        return error_set(error, STATUS_FAILED, "%zu of %zu figures %s not within tolerance (--strict)",
                         misses, session->score.targets, misses == 1 ? "is" : "are");
    }
out:
    return status;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.format = FORMAT_TEXT};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    TRY(operands_expect(command, &operands, 1, 1, error));
    TRY(score(&session, cli, operands.words[0], error));
out:
    score_clear(&session.score);
    result_unload(&session.result);
    return status;
}

const struct command command_score = {
    .name = "score",
    .operands = "FILE.h5",
    .text = "Hold a result against published figures.",
    .options = score_options,
    .option_count = sizeof score_options / sizeof score_options[0],
    .details = score_details,
    .run = run,
};
