/* `bassin check`: reads a scenario as `run` would, or an experiment as `batch` would, says what would run,
 * runs nothing. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/command.h"
#include "sim/cli/experiment_facts.h"
#include "sim/cli/experiment_options.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/experiment_file.h"
#include "sim/io/result_file.h"
#include "sim/memory.h"
#include "sim/run.h"

enum { OPTION_MEMBER = SCENARIO_OPTION_COUNT };

static const struct option_spec check_options[] = {
    SCENARIO_OPTIONS,
    {"member", 'm', "K",
     "Of an experiment: print the scenario of the member K, which runs as it is, and nothing else."},
};

enum { CHANGES_SHOWN = 40 };

struct session {
    struct scenario_options options;
    struct scenario scenario;
    char output[OUTPUT_PATH_MAX];
    int64_t member; /* 0: none */
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    if (option == OPTION_MEMBER) {
        return option_integer("member", value, 1, EXPERIMENT_MEMBERS_MAX, &session->member, error);
    }
    return scenario_options_accept(&session->options, option, value, error);
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

static void print_effort(const struct scenario *scenario)
{
    struct parallel parallel;
    char text[128];
    parallel_init(&parallel, 0);
    scenario_effort_text(scenario, parallel.threads, scenario_first_day(scenario), text, sizeof text);
    print_fact("takes", text);
}

static void print_tables(const struct scenario *scenario)
{
    const char *name = "tables";
    for (size_t set = 0; set < SCENARIO_SETS; set++) {
        const struct param_schema *schema = scenario->sets[set].schema;
        for (size_t i = 0; i < param_group_count(schema); i++) {
            const struct param_group *group = param_group_at(schema, i);
            if (group->row_size == 0) {
                continue;
            }
            const struct param_rows *rows = param_rows_of(&scenario->sets[set], group);
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
    for (size_t i = 0; i < options->given.count; i++) {
        const struct assignment *given = &options->given.items[i];
        char text[1400];
        assignment_text(given, text, sizeof text / 2);
        if (given->value_place.line != 0) {
            size_t used = strlen(text);
            snprintf(text + used, sizeof text - used, " (%.500s:%d)", given->value_place.file,
                     given->value_place.line);
        }
        print_fact(i == 0 ? "set" : "", text);
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

/* What a file says in place of another. */
static void print_replaced(const struct scenario *scenario)
{
    char text[1024];
    for (size_t i = 0; i < scenario->replaced_count && i < CHANGES_SHOWN; i++) {
        const struct replaced *item = &scenario->replaced[i];
        snprintf(text, sizeof text, "%s of %.300s:%d:%d by %.300s:%d:%d", item->path, item->of.file,
                 item->of.line, item->of.column, item->by.file, item->by.line, item->by.column);
        print_fact(i == 0 ? "replaces" : "", text);
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

static enum status check_experiment(struct session *session, const struct cli *cli, const char *path,
                                    struct error *error)
{
    struct experiment experiment = {0};
    const struct experiment_options options = {&session->options.given, 0};
    int32_t *partings = NULL;
    enum status status = STATUS_OK;
    TRY(experiment_read(&experiment, path, &options, cli->models, cli->model_count, error));
    if (session->member > 0) {
        TRY(experiment_print_member(&experiment, (size_t)session->member, error));
        goto out;
    }
    TRY(experiment_partings(&experiment, &partings, error));
    TRY(experiment_warn(&experiment, partings, error));
    TRY(experiment_print_facts(&experiment, partings, error));
    print_assignments(&session->options);
    TRY(scenario_options_output(&session->options, path, session->output, error));
    print_output(session);
out:
    memory_free(partings);
    experiment_clear(&experiment);
    return status;
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
    const char *path = operands.word;
    if (experiment_is(path)) {
        TRY(check_experiment(&session, cli, path, error));
        goto out;
    }
    if (session.member > 0) {
        TRY(error_set(error, STATUS_INPUT, "--member: \"%s\" is no experiment", path));
    }
    TRY(scenario_options_read(&session.options, cli, path, &session.scenario, error));
    const struct scenario *scenario = &session.scenario;
    print_fact("scenario", scenario->title[0] != '\0' ? scenario->title : path);
    print_fact("model", scenario->model->name);
    print_fact("", scenario->model->text);
    print_period(scenario);
    print_effort(scenario);
    print_tables(scenario);
    print_replaced(scenario);
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
    .operands = "SCENARIO|EXPERIMENT",
    .text = "Check a scenario or an experiment and say what would run; run nothing.",
    .options = check_options,
    .option_count = sizeof check_options / sizeof check_options[0],
    .details = "Faults are given as file:line:column with what was expected, and exit status 2. SCENARIO may "
               "be - for standard input.",
    .run = run,
};
