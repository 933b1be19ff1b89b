/* `bassin export`: a result for programs that do not read HDF5, a scenario for the page. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/command.h"
#include "sim/cli/export_matrix.h"
#include "sim/cli/export_web.h"
#include "sim/cli/format.h"
#include "sim/cli/messages.h"
#include "sim/cli/names_option.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/signals.h"
#include "sim/io/export.h"
#include "sim/io/result_file.h"
#include "sim/io/result_load.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

enum {
    OWN_OUTPUT,
    OWN_FORMAT,
    OWN_SERIES,
    OWN_PANELS,
    OWN_HEADER,
    OWN_FORCE,
    OWN_WEB,
    OWN_SLIDERS,
    OWN_SET,
    OWN_SET_FROM,
    OWN_CHANGE,
    OWN_SEED,
    OWN_UNTIL,
};

static const struct option_spec export_options[] = {
    {"output", 'o', "PATH",
     "The folder for CSV files, or the file for netcdf; without it, the name of the result without .h5, or "
     "with .nc, "
     "in the current folder."},
    {"format", 'F', "FORMAT",
     "csv (the default): tidy tables with a dictionary of their columns; netcdf: one file in the classic "
     "format; "
     "matrix: a line of numbers for each month, on standard output."},
    {"series", 'S', "NAMES", "Only these series, in this order, separated by commas."},
    {"panels", 'p', NULL, "The panels too, such as all spells of all people: these tables may be large."},
    {"header", 'H', NULL, "A first line with the names of the columns; for matrix."},
    {"force", 'f', NULL, "Replace files that exist."},
    {"web", 'w', NULL, "Print a SCENARIO as JSON for the page. The options below are for this."},
    {"sliders", 'l', "PATHS",
     "Parameters that the page shall offer as sliders beside policies, separated by commas."},
    {"set", 's', "PATH=VALUE", "Give a parameter another value; can be repeated."},
    SETTINGS_OPTIONS,
    {"seed", 'n', "N", "Seed of everything that happens: short for --set run.seed=N."},
    {"until", 'u', "DATE", "First day that is not simulated: short for --set run.end=DATE."},
};

/* One call of `bassin export`. */
struct session {
    struct scenario_options options;
    struct scenario scenario;
    struct loaded_result result;
    enum format format; /* FORMAT_TEXT: none was given */
    const char *output; /* NULL: to be derived */
    char path[OUTPUT_PATH_MAX];
    const char *series;  /* NULL: all */
    const char *sliders; /* NULL: those of the page */
    size_t *ids;         /* [id_count] of the series that are wanted */
    size_t id_count;
    bool panels;
    bool header;
    bool force;
    bool web;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    static const size_t shared[] = {[OWN_SET] = OPTION_SET,
                                    [OWN_SET_FROM] = OPTION_SET_FROM,
                                    [OWN_CHANGE] = OPTION_CHANGE,
                                    [OWN_SEED] = OPTION_SEED,
                                    [OWN_UNTIL] = OPTION_UNTIL};
    struct session *session = context;
    if (option >= OWN_SET) {
        return scenario_options_accept(&session->options, shared[option], value, error);
    }
    if (option == OWN_FORMAT) {
        return format_parse(value, "csv, netcdf or matrix", &session->format, error);
    }
    session->series = option == OWN_SERIES ? value : session->series;
    session->output = option == OWN_OUTPUT ? value : session->output;
    session->panels |= option == OWN_PANELS;
    session->force |= option == OWN_FORCE;
    session->header |= option == OWN_HEADER;
    session->web |= option == OWN_WEB;
    session->sliders = option == OWN_SLIDERS ? value : session->sliders;
    return STATUS_OK;
}

/* ---- which series ---- */

static bool is_kept(const struct outputs *outputs, size_t id)
{
    enum output_axis axis = outputs->declared[id].axis;
    return outputs->keep[axis] && outputs->period_count[axis] != 0;
}

/* A matrix has one line a month, so that other series do not fit in. */
static bool is_fit(const struct session *session, size_t id)
{
    const struct outputs *outputs = &session->result.run.sim.outputs;
    return is_kept(outputs, id) &&
           (session->format != FORMAT_MATRIX || outputs->declared[id].axis == OUTPUT_MONTHLY);
}

static enum status find_series(const void *context, const char *name, size_t length, size_t *id,
                               struct error *error)
{
    const struct session *session = context;
    const struct outputs *outputs = &session->result.run.sim.outputs;
    char quoted[TEXT_QUOTE_MAX];
    struct name_hint hint;
    *id = name_find(name, length, outputs->declared, outputs->count, sizeof *outputs->declared);
    if (*id < outputs->count && is_fit(session, *id)) {
        return STATUS_OK;
    }
    bool exists = *id < outputs->count && is_kept(outputs, *id);
    error_set(error, STATUS_INPUT, "--series: the result has no %sseries %s", exists ? "monthly " : "",
              text_quote(name, length, quoted));
    name_hint_init(&hint, name, length);
    for (size_t i = 0; i < outputs->count; i++) {
        if (is_fit(session, i)) {
            name_hint_offer(&hint, outputs->declared[i].name);
        }
    }
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

static enum status choose_series(struct session *session, struct error *error)
{
    const struct outputs *outputs = &session->result.run.sim.outputs;
    session->ids = memory_alloc(outputs->count + 1, sizeof *session->ids);
    if (session->ids == NULL) {
        return error_memory(error, "series of the result");
    }
    if (session->series != NULL) {
        const struct names_option option = {"--series", session->series, session, find_series};
        return names_choose(&option, session->ids, &session->id_count, error);
    }
    for (size_t id = 0; id < outputs->count; id++) {
        if (is_fit(session, id)) {
            session->ids[session->id_count++] = id;
        }
    }
    return STATUS_OK;
}

/* ---- where to ---- */

/* "base" or "base.nc" for "results/base.h5". */
static enum status choose_path(struct session *session, const char *result, struct error *error)
{
    const char *slash = strrchr(result, '/');
    const char *name = slash != NULL ? slash + 1 : result;
    const char *dot = strrchr(name, '.');
    int stem = dot != NULL && dot != name ? (int)(dot - name) : (int)strlen(name);
    bool classic = session->format == FORMAT_NETCDF;
    int length =
        session->output != NULL
            ? snprintf(session->path, sizeof session->path, "%s", session->output)
            : snprintf(session->path, sizeof session->path, "%.*s%s", stem, name, classic ? ".nc" : "");
    if (length == 0 || length >= (int)sizeof session->path) {
        return error_set(error, STATUS_INPUT, "-o: expected the name of a %s", classic ? "file" : "folder");
    }
    if (strcmp(session->path, result) == 0) {
        return error_set(error, STATUS_INPUT, "\"%s\" is the result itself: expected another name with -o",
                         result);
    }
    return classic ? result_check_path(session->path, session->force, error) : STATUS_OK;
}

/* Rows of the panels that are left out, so that they are not missed. */
static void tell_panels(const struct session *session)
{
    const struct loaded_result *result = &session->result;
    char names[256] = "";
    for (size_t i = 0; i < result->run.model->panel_count && !session->panels; i++) {
        size_t used = strlen(names);
        if (result->panel_rows[i] != RESULT_NO_PANEL) {
            snprintf(names + used, sizeof names - used, "%s%s (%" PRIu64 " rows)", used > 0 ? ", " : "",
                     result->run.model->panels[i].name, result->panel_rows[i]);
        }
    }
    message_note("wrote %s%s", session->path, session->format == FORMAT_NETCDF ? "" : "/");
    if (names[0] != '\0') {
        message_note("left out: %s; --panels writes them", names);
    }
}

static enum status write_files(struct session *session, const char *path, struct error *error)
{
    PASS(choose_path(session, path, error));
    const struct export_request request = {
        .result = &session->result,
        .result_path = path,
        .path = session->path,
        .series = session->ids,
        .series_count = session->id_count,
        .panels = session->panels,
        .replace = session->force,
        .stopped = signals_received,
    };
    signals_catch();
    enum status status = (session->format == FORMAT_NETCDF ? export_classic : export_csv)(&request, error);
    signals_release();
    if (status == STATUS_OK) {
        tell_panels(session);
    } else if (status == STATUS_STOPPED) {
        message_note("stopped: %s is not complete", session->path);
    }
    return status;
}

/* ---- the command ---- */

static enum status export_scenario(struct session *session, const struct cli *cli, const char *path,
                                   struct error *error)
{
    if (session->format != FORMAT_TEXT || session->series != NULL || session->output != NULL ||
        session->header || session->panels || session->force) {
        return error_set(error, STATUS_INPUT, "--web prints a scenario: expected no option of results");
    }
    PASS(scenario_options_read(&session->options, cli, path, &session->scenario, error));
    return export_web_print(&session->scenario, session->sliders, error);
}

static enum status check_options(const struct session *session, struct error *error)
{
    bool matrix = session->format == FORMAT_MATRIX;
    if (session->options.given.count != 0 || session->sliders != NULL) {
        return error_set(error, STATUS_INPUT, "a result is what it is: expected no settings without --web");
    }
    if (matrix && (session->output != NULL || session->panels || session->force)) {
        return error_set(error, STATUS_INPUT,
                         "a matrix goes to standard output: expected no --output, --panels and --force");
    }
    if (!matrix && session->header) {
        return error_set(error, STATUS_INPUT, "--header is for --format matrix");
    }
    return STATUS_OK;
}

static enum status export_result(struct session *session, const struct cli *cli, const char *path,
                                 struct error *error)
{
    PASS(check_options(session, error));
    enum status status = result_load(&session->result, path, cli->models, cli->model_count, error);
    const char *dot = strrchr(path, '.');
    if (status == STATUS_INPUT && dot != NULL && strcmp(dot, ".cfg") == 0) {
        error_hint(error, "of a scenario, --web prints what the page opens");
    }
    PASS(status);
    PASS(choose_series(session, error));
    if (session->format != FORMAT_MATRIX) {
        return write_files(session, path, error);
    }
    export_matrix_print(stdout, &session->result.run.sim.outputs, session->ids, session->id_count,
                        session->header);
    return STATUS_OK;
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
    TRY((session.web ? export_scenario : export_result)(&session, cli, operands.word, error));
out:
    if (status != STATUS_OK && session.format == FORMAT_MATRIX) {
        puts("FAIL");
    }
    memory_free(session.ids);
    result_unload(&session.result);
    scenario_clear(&session.scenario);
    scenario_options_clear(&session.options);
    return status;
}

const struct command command_export = {
    .name = "export",
    .operands = "FILE.h5",
    .text = "Write a result as CSV or classic netCDF, or print it as numbers; print a scenario for the page.",
    .options = export_options,
    .option_count = sizeof export_options / sizeof export_options[0],
    .details =
        "Tidy CSV: series of equal dimensions share a file (monthly.csv, monthly_by_status.csv ...), a row "
        "for each date and label, a column for each series; parameters.csv has all values of the scenario, "
        "dictionary.csv says of each column where it is, its dimensions, unit, meaning and source. An empty "
        "cell: the run does not give it. Nothing that exists is replaced without --force.\n"
        "\n"
        "A matrix is for calibration tools: a line a month, a number for each cell of each series, "
        "separated by blanks, nan where there is none; FAIL when there is no such result.\n"
        "\n"
        "With --web, every value of a scenario and of all files it includes, as text, and its dated "
        "changes.",
    .run = run,
};
