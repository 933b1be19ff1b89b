/* `bassin check`: reads a scenario as `run` would, says what would run, runs nothing. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/command.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/result_file.h"
#include "sim/run.h"

static const struct option_spec check_options[] = {SCENARIO_OPTIONS};

enum { NAME_COLUMNS = 12, CHANGES_SHOWN = 40 };

struct session {
    struct scenario_options options;
    struct scenario scenario;
    char output[OUTPUT_PATH_MAX];
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    return scenario_options_accept(&session->options, option, value, error);
}

/* `name` in a column of its own, `text` wrapped beside it. */
static void print_fact(const char *name, const char *text)
{
    int used = printf("%-*s", NAME_COLUMNS, name);
    text_wrap(stdout, text, NAME_COLUMNS, used, terminal_text_columns(stdout));
}

static void print_period(const struct scenario *scenario)
{
    const struct run_params *run = scenario->run;
    char start[11];
    char last[11];
    char text[256];
    date_format(run->start, start);
    date_format(run->end - 1, last);
    snprintf(text, sizeof text, "%s to %s, %d day%s", start, last, run->end - run->start,
             run->end - run->start == 1 ? "" : "s");
    print_fact("period", text);
    date_format(scenario_first_day(scenario), start);
    if (run->burn_in_days > 0) {
        snprintf(text, sizeof text, "%lld day%s from %s", (long long)run->burn_in_days,
                 run->burn_in_days == 1 ? "" : "s", start);
    } else {
        snprintf(text, sizeof text, "none");
    }
    print_fact("burn-in", text);
    snprintf(text, sizeof text, "%lld, population %lld", (long long)run->seed,
             (long long)run->population_seed);
    print_fact("seed", text);
    snprintf(text, sizeof text, "monthly series%s%s", run->daily ? ", daily series" : "",
             run->panels && scenario->model->panel_count > 0 ? ", panels" : "");
    print_fact("writes", text);
}

static void print_tables(const struct scenario *scenario)
{
    const char *name = "tables";
    for (size_t set = 0; set < SCENARIO_SETS; set++) {
        const struct param_schema *schema = scenario->sets[set].schema;
        for (size_t i = 0; i < schema->group_count; i++) {
            const struct param_group *group = &schema->groups[i];
            if (group->row_size == 0) {
                continue;
            }
            const struct param_rows *rows =
                (const struct param_rows *)((const char *)scenario->sets[set].values + group->offset);
            char text[128];
            snprintf(text, sizeof text, "%s: %zu row%s", group->path, rows->count,
                     rows->count == 1 ? "" : "s");
            print_fact(name, text);
            name = "";
        }
    }
}

/* What the command line says against the scenario's file. */
static void print_assignments(const struct scenario_options *options)
{
    for (size_t i = 0; i < options->assignment_count; i++) {
        print_fact(i == 0 ? "set" : "", options->assignments[i]);
    }
}

static void print_changes(const struct scenario *scenario)
{
    const struct change_list *list = &scenario->changes;
    char text[384];
    snprintf(text, sizeof text, list->count == 0 ? "none" : "%zu", list->count);
    print_fact("changes", text);
    for (size_t i = 0; i < list->count && i < CHANGES_SHOWN; i++) {
        char date[11];
        date_format(list->changes[i].day, date);
        snprintf(text, sizeof text, "%s  %s = %s", date, list->changes[i].path, list->changes[i].value);
        print_fact("", text);
    }
    if (list->count > CHANGES_SHOWN) {
        snprintf(text, sizeof text, "... and %zu more", list->count - CHANGES_SHOWN);
        print_fact("", text);
    }
}

static void print_output(const struct session *session)
{
    struct error problem = {0};
    char text[OUTPUT_PATH_MAX + sizeof problem.text + 8];
    snprintf(text, sizeof text, "%s", session->output);
    if (result_check_path(session->output, session->options.force, &problem) != STATUS_OK) {
        snprintf(text, sizeof text, "%s\n(%s)", session->output, problem.text);
    }
    print_fact("result", text);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {0};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    TRY(operands_expect(command, &operands, 1, 1, error));
    const char *path = operands.words[0];
    TRY(scenario_options_read(&session.options, cli, path, &session.scenario, error));
    const struct scenario *scenario = &session.scenario;
    print_fact("scenario", scenario->title[0] != '\0' ? scenario->title : path);
    print_fact("model", scenario->model->name);
    print_fact("", scenario->model->text);
    print_period(scenario);
    print_tables(scenario);
    print_assignments(&session.options);
    print_changes(scenario);
    if (session.options.output != NULL || strcmp(path, "-") != 0) {
        TRY(scenario_options_output(&session.options, path, session.output, error));
        print_output(&session);
    }
out:
    scenario_clear(&session.scenario);
    scenario_options_clear(&session.options);
    return status;
}

const struct command command_check = {
    .name = "check",
    .operands = "SCENARIO",
    .text = "Check a scenario and say what would run; run nothing.",
    .options = check_options,
    .option_count = sizeof check_options / sizeof check_options[0],
    .details = "Faults are told as file:line:column with what was expected, and exit status 2. SCENARIO may "
               "be - for standard input.",
    .run = run,
};
