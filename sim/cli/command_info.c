/* `bassin info`: what is in a result. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/batch_facts.h"
#include "sim/cli/command.h"
#include "sim/cli/format.h"
#include "sim/cli/line.h"
#include "sim/cli/settled_text.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/result_load.h"
#include "sim/settled.h"

enum { LINE = 1024, LABELS_SHOWN = 8, DATE_TEXT = 11 };
enum { OPTION_FORMAT, OPTION_SCENARIO, OPTION_DIGEST };

static const struct option_spec info_options[] = {
    {"format", 'F', "FORMAT", "text (the default) or json."},
    {"scenario", 's', NULL, "Print the scenario, which runs again, and nothing else."},
    {"digest", 'd', NULL, "Print a digest of all series and panels too: equal for equal data."},
};

static const char info_details[] =
    "Of a run it says whether the recorded years still drift from the first day. For each figure by which "
    "the "
    "model sees that: the mean of the first recorded year, the mean of the years after it (before anything "
    "changes at a date), the change from one to the other, its standard error from luck alone, and the bound "
    "that a settled run keeps. The last word is within (the bound), luck (beyond the bound, but as luck "
    "alone "
    "does in one run), drifts (beyond the bound and luck; of twenty settled runs about one is called so) or "
    "unknown. Three years are needed.";

/* One call of `bassin info`. */
struct session {
    enum format format;
    bool scenario;
    bool wants_digest;
    char digest[17]; /* "" unless it was asked for */
    struct loaded_result result;
    struct settled settled;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    session->scenario |= option == OPTION_SCENARIO;
    session->wants_digest |= option == OPTION_DIGEST;
    if (option == OPTION_FORMAT) {
        return format_parse(value, "text or json", &session->format, error);
    }
    return STATUS_OK;
}

/* ---- what both formats say ---- */

/* The names that `dims` of a declared output stands for in the file: "time,arm,replicate,status". */
static void output_dims(const struct output *output, char *text, size_t size)
{
    static const char *const times[] = {"time,", "day,", ""};
    snprintf(text, size, "%sarm,replicate%s%s", times[output->axis], output->dims[0] != '\0' ? "," : "",
             output->dims);
}

static bool is_kept(const struct outputs *outputs, const struct output *output)
{
    return outputs->keep[output->axis];
}

/* The next value that a scenario gave, from a zeroed one on; rows of tables and targets are not among them.
 */
struct setting {
    int set;
    struct param_slot slot;
    char path[PARAM_PATH_MAX];
    char value[PARAM_NOTE_MAX];
    char fallback[PARAM_NOTE_MAX];
};

static bool next_setting(const struct scenario *scenario, struct setting *setting)
{
    for (; setting->set < SCENARIO_SET_TARGETS; setting->set++, setting->slot = (struct param_slot){0}) {
        const struct param_set *set = &scenario->sets[setting->set];
        while (param_next(set, &setting->slot)) {
            param_path(&setting->slot, setting->path);
            param_format(set, &setting->slot, setting->value, sizeof setting->value);
            param_format_default(set, &setting->slot, setting->fallback, sizeof setting->fallback);
            if (setting->slot.group->row_size == 0 && strcmp(setting->value, setting->fallback) != 0) {
                return true;
            }
        }
    }
    return false;
}

/* ---- text ---- */

static void print_origin(const struct loaded_result *result)
{
    static const char *const labels[RESULT_TEXTS] = {"title",  "model",   "",       "version",
                                                     "commit", "created", "command"};
    for (int text = 0; text < RESULT_TEXTS; text++) {
        if (result->texts[text] != NULL && result->texts[text][0] != '\0') {
            line_print(11, "%-10s %s", labels[text], result->texts[text]);
        }
    }
    line_print(11, "%-10s %" PRId64 ", of the population %" PRId64, "seed", result->seed,
               result->population_seed);
}

static void print_facts(const struct session *session)
{
    const struct sim *sim = &session->result.run.sim;
    char first[DATE_TEXT], start[DATE_TEXT], last[DATE_TEXT], size[32];
    date_format(sim->first_day, first);
    date_format(sim->start_day, start);
    date_format(sim->end_day - 1, last);
    bool burn_in = sim->first_day != sim->start_day;
    line_print(11, "%-10s %s to %s%s%s", "period", start, last, burn_in ? ", simulated from " : "",
               burn_in ? first : "");
    text_bytes(size, sizeof size, (double)session->result.bytes);
    line_print(11, "%-10s %s", "size", size);
    if (session->digest[0] != '\0') {
        line_print(11, "%-10s %s", "digest", session->digest);
    }
}

static void print_dimensions(const struct outputs *outputs)
{
    static const char *const times[] = {"time", "day"};
    puts("\ndimensions");
    for (int axis = OUTPUT_MONTHLY; axis <= OUTPUT_DAILY; axis++) {
        size_t count = outputs->period_count[axis];
        char first[DATE_TEXT], last[DATE_TEXT];
        if (count > 0) {
            date_format(outputs->periods[axis][0].last_day, first);
            date_format(outputs->periods[axis][count - 1].last_day, last);
            line_print(33, "  %-20s %7zu   %s to %s", times[axis], count, first, last);
        }
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        char labels[LINE / 2] = "";
        for (size_t k = 0; k < dimension->size && k < LABELS_SHOWN; k++) {
            size_t used = strlen(labels);
            snprintf(labels + used, sizeof labels - used, "%s%s", k > 0 ? ", " : "", dimension->labels[k]);
        }
        bool more = dimension->size > LABELS_SHOWN;
        line_print(33, "  %-20s %7zu   %s%s%s", dimension->name, dimension->size, labels,
                   more ? ", ... " : "", more ? dimension->labels[dimension->size - 1] : "");
    }
}

static void print_outputs(const struct outputs *outputs)
{
    puts("\noutputs");
    for (size_t id = 0; id < outputs->count; id++) {
        const struct output *output = &outputs->declared[id];
        char dims[LINE / 4];
        output_dims(output, dims, sizeof dims);
        if (is_kept(outputs, output)) {
            line_print(6, "  %s(%s) [%s]  %s", output->name, dims, output->unit, output->text);
        }
    }
}

static void print_panels(const struct loaded_result *result)
{
    const struct model *model = result->run.model;
    bool some = false;
    for (size_t i = 0; i < model->panel_count; i++) {
        if (result->panel_rows[i] == RESULT_NO_PANEL) {
            continue;
        }
        char columns[LINE / 2] = "";
        for (size_t c = 0; c < model->panels[i].column_count; c++) {
            char name[COLUMN_NAME_MAX];
            size_t used = strlen(columns);
            panel_column_name(&model->panels[i].columns[c], name);
            snprintf(columns + used, sizeof columns - used, "%s%s", c > 0 ? ", " : "", name);
        }
        fputs(some ? "" : "\npanels\n", stdout);
        line_print(23, "  %-20s %" PRIu64 " rows: %s", model->panels[i].name, result->panel_rows[i], columns);
        some = true;
    }
}

static void print_settings(const struct session *session)
{
    const struct scenario *scenario = &session->result.scenario;
    puts("\nsettings other than the default, and tables");
    for (struct setting setting = {0}; next_setting(scenario, &setting);) {
        bool given = setting.fallback[0] != '\0';
        line_print(6, "  %-40s %s%s%s%s", setting.path, setting.value, given ? "  (default " : "",
                   setting.fallback, given ? ")" : "");
    }
    for (int s = 0; s < SCENARIO_SETS; s++) {
        const struct param_set *set = &scenario->sets[s];
        for (size_t g = 0; g < param_group_count(set->schema); g++) {
            const struct param_group *group = param_group_at(set->schema, g);
            size_t rows = group->row_size != 0 ? param_row_count(set, group) : 0;
            if (rows != 0) {
                line_print(6, "  %-40s %zu row%s", group->path, rows, rows == 1 ? "" : "s");
            }
        }
    }
    for (size_t i = 0; i < scenario->changes.count; i++) {
        const struct change *change = &scenario->changes.changes[i];
        char day[DATE_TEXT];
        date_format(change->day, day);
        line_print(6, "  %-40s %s from %s on", change->path, change->value, day);
    }
}

/* ---- JSON ---- */

static void json_dimensions(const struct outputs *outputs)
{
    fputs(",\n  \"dimensions\": {", stdout);
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        fputs(i > 0 ? ",\n    " : "\n    ", stdout);
        format_json_string(stdout, outputs->dimensions[i].name);
        for (size_t k = 0; k < outputs->dimensions[i].size; k++) {
            fputs(k > 0 ? ", " : ": [", stdout);
            format_json_string(stdout, outputs->dimensions[i].labels[k]);
        }
        fputs("]", stdout);
    }
    fputs("\n  },\n", stdout);
}

static void json_outputs(const struct outputs *outputs)
{
    fputs("  \"outputs\": ", stdout);
    struct record_writer writer = records_begin(stdout, FORMAT_JSON);
    for (size_t id = 0; id < outputs->count; id++) {
        const struct output *output = &outputs->declared[id];
        char dims[LINE / 4];
        char records[24];
        output_dims(output, dims, sizeof dims);
        snprintf(records, sizeof records, "%zu", outputs->period_count[output->axis]);
        const struct field fields[] = {{"name", FIELD_TEXT, output->name},
                                       {"dims", FIELD_TEXT, dims},
                                       {"records", FIELD_NUMBER, records},
                                       {"unit", FIELD_TEXT, output->unit},
                                       {"text", FIELD_TEXT, output->text}};
        if (is_kept(outputs, output)) {
            records_write(&writer, fields, sizeof fields / sizeof fields[0]);
        }
    }
    fputs(writer.count == 0 ? "],\n" : "\n  ],\n", stdout);
}

static void json_panels(const struct loaded_result *result)
{
    const struct model *model = result->run.model;
    bool some = false;
    fputs("  \"panels\": {", stdout);
    for (size_t i = 0; i < model->panel_count; i++) {
        if (result->panel_rows[i] != RESULT_NO_PANEL) {
            fputs(some ? ", " : "", stdout);
            format_json_string(stdout, model->panels[i].name);
            printf(": %" PRIu64, result->panel_rows[i]);
            some = true;
        }
    }
    fputs("},\n", stdout);
}

static void json_settings(const struct session *session)
{
    fputs("  \"settings\": ", stdout);
    struct record_writer writer = records_begin(stdout, FORMAT_JSON);
    for (struct setting setting = {0}; next_setting(&session->result.scenario, &setting);) {
        enum field_kind kind = format_of_param(setting.slot.param->type);
        const char *fallback = setting.fallback[0] != '\0' ? setting.fallback : NULL;
        const struct field fields[] = {
            {"path", FIELD_TEXT, setting.path}, {"value", kind, setting.value}, {"default", kind, fallback}};
        records_write(&writer, fields, sizeof fields / sizeof fields[0]);
    }
    fputs(writer.count == 0 ? "]\n" : "\n  ]\n", stdout);
}

static void print_json(const struct session *session)
{
    const struct loaded_result *result = &session->result;
    const struct sim *sim = &result->run.sim;
    char text[DATE_TEXT];
    for (int i = 0; i < RESULT_TEXTS; i++) {
        format_json_member(stdout, i == 0 ? "{\n  " : ",\n  ", result_text_name((enum result_text)i),
                           result->texts[i]);
    }
    printf(",\n  \"seed\": %" PRId64 ",\n  \"population_seed\": %" PRId64 ",\n  \"bytes\": %" PRIu64,
           result->seed, result->population_seed, result->bytes);
    date_format(sim->first_day, text);
    format_json_member(stdout, ",\n  ", "first_simulated_day", text);
    date_format(sim->start_day, text);
    format_json_member(stdout, ",\n  ", "start", text);
    date_format(sim->end_day, text);
    format_json_member(stdout, ",\n  ", "end", text);
    if (session->digest[0] != '\0') {
        format_json_member(stdout, ",\n  ", "digest", session->digest);
    }
    settled_json(&session->settled);
    json_dimensions(&sim->outputs);
    json_outputs(&sim->outputs);
    json_panels(result);
    json_settings(session);
    fputs("}\n", stdout);
}

/* ---- the command ---- */

static enum status info(struct session *session, const struct cli *cli, const char *path, struct error *error)
{
    struct loaded_result *result = &session->result;
    enum status status = result_load(result, path, cli->models, cli->model_count, error);
    if (session->scenario) { /* also that of another version, which this one cannot read */
        fputs(result->document != NULL ? result->document : "", stdout);
        return result->document != NULL && result->document[0] != '\0' ? STATUS_OK : status;
    }
    if (status != STATUS_OK && session->format == FORMAT_TEXT && result->document != NULL &&
        result->document[0] != '\0') {
        print_origin(result); /* where it comes from, though no more can be said */
    }
    TRY(status);
    if (session->wants_digest) {
        uint64_t digest;
        TRY(result_digest(result, path, &digest, error));
        snprintf(session->digest, sizeof session->digest, "%016" PRIx64, digest);
    }
    TRY(settled_init(&session->settled, &result->scenario, &result->run.sim, error));
    if (session->format == FORMAT_JSON) {
        print_json(session);
        goto out;
    }
    print_origin(result);
    print_facts(session);
    settled_print(&session->settled);
    print_dimensions(&result->run.sim.outputs);
    print_outputs(&result->run.sim.outputs);
    print_panels(result);
    print_settings(session);
out:
    return status;
}

/* The result of an experiment. */
static enum status info_on_batch(const struct session *session, const struct cli *cli, const char *path,
                                 struct error *error)
{
    struct loaded_batch batch;
    if (session->wants_digest) {
        error_set(error, STATUS_INPUT, "\"%s\" holds the runs of an experiment; expected the result of one",
                  path);
        error_hint(error, "the digest of each member's last state is in its group member, state");
        return STATUS_INPUT;
    }
    enum status status = batch_load(&batch, path, cli->models, cli->model_count, error);
    if (status == STATUS_OK && session->scenario) {
        fputs(batch.experiment.text != NULL ? batch.experiment.text : "", stdout);
    } else if (status == STATUS_OK) {
        batch_print_facts(&batch, session->format);
    }
    batch_unload(&batch);
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
    TRY(batch_is(operands.word) ? info_on_batch(&session, cli, operands.word, error)
                                : info(&session, cli, operands.word, error));
out:
    settled_clear(&session.settled);
    result_unload(&session.result);
    return status;
}

const struct command command_info = {
    .name = "info",
    .operands = "FILE.h5",
    .text = "Show what is in a result: where it comes from, whether it has settled, series, parameters.",
    .options = info_options,
    .option_count = sizeof info_options / sizeof info_options[0],
    .details = info_details,
    .run = run,
};
