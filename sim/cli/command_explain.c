/* `bassin explain`: the history of one actor of a run, in words. */
#include "sim/cli/command_explain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/batch_file.h"
#include "sim/io/history_read.h"
#include "sim/io/result_load.h"
#include "sim/memory.h"

enum { OWN_FROM, OWN_TO, OWN_ALL, OWN_COUNT };
enum { DATE_TEXT = 11, DATE_COLUMNS = 12 };

static const struct option_spec own_options[OWN_COUNT] = {
    {"from", 'f', "DATE", "Only what happened on this day or later."},
    {"to", 't', "DATE", "Only what happened on this day or before."},
    {"all", 'a', NULL, "Each event by itself; else what happens often is told together."},
};

/* ---- the options ---- */

/* Models may tell of actors of the same name. */
static bool is_known(const struct command *command, const char *name)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (strcmp(command->options[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

struct command explain_with_actors(const struct model *const *models, size_t model_count,
                                   struct option_spec options[EXPLAIN_OPTIONS_MAX])
{
    struct command command = command_explain;
    memcpy(options, own_options, sizeof own_options);
    command.options = options;
    command.option_count = OWN_COUNT;
    for (size_t m = 0; m < model_count; m++) {
        const struct history *history = models[m]->history;
        for (size_t a = 0; history != NULL && a < history->actor_count; a++) {
            const struct history_actor *actor = &history->actors[a];
            if (!is_known(&command, actor->name) && command.option_count < EXPLAIN_OPTIONS_MAX) {
                options[command.option_count++] =
                    (struct option_spec){actor->name, actor->letter, "ID", actor->text};
            }
        }
    }
    return command;
}

/* ---- one call ---- */

struct session {
    const struct command *command;
    struct loaded_result result;
    const char *path;
    const char *actor_name; /* NULL: none is asked for */
    uint32_t id;
    const char *dates[2]; /* --from and --to as given, or NULL */
    int32_t from, to;
    bool all;

    const struct history *history;
    const struct panel_spec *panel;
    size_t actor;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    const char *name = session->command->options[option].name;
    int64_t id;
    if (option == OWN_ALL) {
        session->all = true;
    } else if (option < OWN_ALL) {
        session->dates[option] = value;
        if (!date_parse(value, option == OWN_FROM ? &session->from : &session->to)) {
            return error_set(error, STATUS_INPUT, "--%s %s: expected a date such as 2016-01-31", name, value);
        }
    } else {
        PASS(option_integer(name, value, 0, UINT32_MAX - 1, &id, error));
        if (session->actor_name != NULL) {
            return error_set(error, STATUS_INPUT, "--%s and --%s: expected one of them, once",
                             session->actor_name, name);
        }
        session->actor_name = name;
        session->id = (uint32_t)id;
    }
    return STATUS_OK;
}

/* ---- what is in the file ---- */

static enum status find_panel(struct session *session, struct error *error)
{
    const struct model *model = session->result.run.model;
    size_t index = history_panel(model);
    session->history = model->history;
    if (index == model->panel_count) {
        return error_set(error, STATUS_INPUT, "\"%s\" is of the model %s, which tells no histories",
                         session->path, model->name);
    }
    session->panel = &model->panels[index];
    if (session->result.panel_rows[index] == RESULT_NO_PANEL) {
        error_set(error, STATUS_INPUT, "there are no events in \"%s\"", session->path);
        error_hint(error, "run it again with %s: all else stays as it is", session->history->asked_by);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

static enum status find_actor(struct session *session, struct error *error)
{
    const struct history *history = session->history;
    for (size_t a = 0; a < history->actor_count; a++) {
        if (strcmp(history->actors[a].name, session->actor_name) == 0) {
            session->actor = a;
            return STATUS_OK;
        }
    }
    return error_set(error, STATUS_INPUT, "--%s: the model %s tells of no such actors", session->actor_name,
                     session->result.run.model->name);
}

/* Days that are recorded. */
static enum status check_dates(struct session *session, struct error *error)
{
    const struct sim *sim = &session->result.run.sim;
    int32_t last = sim->end_day - 1;
    char begins[DATE_TEXT], ends[DATE_TEXT];
    date_format(sim->start_day, begins);
    date_format(last, ends);
    session->from = session->dates[OWN_FROM] != NULL ? session->from : sim->start_day;
    session->to = session->dates[OWN_TO] != NULL ? session->to : last;
    if (session->from > last || session->to < sim->start_day) {
        return error_set(error, STATUS_INPUT, "--%s %s: the run records %s to %s",
                         session->from > last ? "from" : "to",
                         session->dates[session->from > last ? OWN_FROM : OWN_TO], begins, ends);
    }
    if (session->from > session->to) {
        return error_set(error, STATUS_INPUT, "--from comes after --to: expected the other way round");
    }
    return STATUS_OK;
}

/* ---- who is followed ---- */

static int more_rows_first(const void *one, const void *other)
{
    const struct history_count *a = one, *b = other;
    return a->rows != b->rows ? (a->rows < b->rows) - (a->rows > b->rows) : (a->id > b->id) - (a->id < b->id);
}

static enum status list_actor(const struct session *session, size_t actor, struct error *error)
{
    enum { SHOWN = 10 };
    const struct history_actor *kind = &session->history->actors[actor];
    struct history_counts counts;
    struct text_buffer text = {0};
    enum status status;
    TRY(history_followed(&session->result, session->path, actor, &counts, error));
    text_buffer_format(&text, "%zu %s followed", counts.count, counts.count == 1 ? kind->name : kind->many);
    if (counts.count != 0) {
        qsort(counts.items, counts.count, sizeof *counts.items, more_rows_first);
        text_buffer_put(&text, counts.count > SHOWN ? "; with most events: " : ": ");
    }
    for (size_t k = 0; k < counts.count && k < SHOWN; k++) {
        text_buffer_format(&text, "%s--%s %" PRIu32 " (%" PRIu32 ")", k > 0 ? ", " : "", kind->name,
                           counts.items[k].id, counts.items[k].rows);
    }
    TRY(text_buffer_status(&text, error));
    text_wrap(stdout, text.text, 0, 0, terminal_text_columns(stdout));
out:
    history_counts_clear(&counts);
    text_buffer_clear(&text);
    return status;
}

static enum status list_followed(const struct session *session, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t a = 0; a < session->history->actor_count; a++) {
        TRY(list_actor(session, a, error));
    }
out:
    return status;
}

/* ---- the history ---- */

struct told {
    const struct session *session;
    const struct history_rows *rows;
    const void **group; /* [rows] of one sentence */
    size_t day_offset;
};

static const void *row_at(const struct told *told, size_t k)
{
    return told->rows->rows + k * told->rows->row_size;
}

static int32_t day_of(const struct told *told, size_t k)
{
    int32_t day;
    memcpy(&day, (const char *)row_at(told, k) + told->day_offset, sizeof day);
    return day;
}

static bool is_asked_for(const struct told *told, size_t k)
{
    int32_t day = day_of(told, k);
    return day >= told->session->from && day <= told->session->to;
}

/* The rows from `first` on that are told together; those among them that are not told at all are passed over.
 * Returns where the next ones begin. */
static size_t take_group(const struct told *told, size_t first, size_t *count)
{
    const struct session *session = told->session;
    const struct history *history = session->history;
    int32_t group = history->group(row_at(told, first), session->actor, session->all);
    size_t k = first + 1;
    *count = group == HISTORY_SILENT ? 0 : 1;
    told->group[0] = row_at(told, first);
    while (group >= HISTORY_GROUP && k < told->rows->count && is_asked_for(told, k)) {
        int32_t next = history->group(row_at(told, k), session->actor, session->all);
        if (next != group && next != HISTORY_SILENT) {
            break;
        }
        told->group[*count] = row_at(told, k);
        *count += next == group;
        k++;
    }
    return k;
}

/* A line: the date, and what is told. */
static enum status print_group(const struct told *told, size_t first, size_t count, int32_t *printed,
                               struct error *error)
{
    const struct session *session = told->session;
    struct text_buffer text = {0};
    char date[DATE_TEXT] = "", last[DATE_TEXT];
    int32_t day = day_of(told, first), last_day;
    memcpy(&last_day, (const char *)told->group[count - 1] + told->day_offset, sizeof last_day);
    if (last_day != day) {
        date_format(last_day, last);
        text_buffer_format(&text, "to %s: ", last);
    }
    session->history->tell(&session->result.run.sim, session->actor, told->group, count, &text);
    enum status status = text_buffer_status(&text, error);
    if (status == STATUS_OK) {
        if (day != *printed || last_day != day) {
            date_format(day, date);
        }
        printf("%-*s", DATE_COLUMNS, date);
        text_wrap(stdout, text.text, DATE_COLUMNS, DATE_COLUMNS, terminal_text_columns(stdout));
        *printed = last_day == day ? day : INT32_MIN;
    }
    text_buffer_clear(&text);
    return status;
}

/* The row with which the history begins is told whatever was asked for: it says who it is. */
static enum status tell(struct told *told, struct error *error)
{
    const struct session *session = told->session;
    int32_t printed = INT32_MIN;
    size_t count, next, lines = 0;
    enum status status = STATUS_OK;
    for (size_t k = 0; k < told->rows->count; k = next) {
        bool begins = session->history->begins(row_at(told, k), session->actor);
        next = k + 1;
        if (!begins && !is_asked_for(told, k)) {
            continue;
        }
        next = take_group(told, k, &count);
        TRY(count > 0 ? print_group(told, k, count, &printed, error) : STATUS_OK);
        lines += count > 0 && !begins;
    }
    if (lines == 0) {
        text_wrap(stdout, "Nothing else happened in these days.", DATE_COLUMNS, 0,
                  terminal_text_columns(stdout));
    }
out:
    return status;
}

static size_t day_offset(const struct session *session)
{
    size_t column = 0;
    while (strcmp(session->panel->columns[column].name, session->history->day) != 0) {
        column++;
    }
    return session->panel->columns[column].offset;
}

static bool is_followed(const struct session *session, const struct history_rows *rows)
{
    for (size_t k = 0; k < rows->count; k++) {
        if (session->history->begins(rows->rows + k * rows->row_size, session->actor)) {
            return true;
        }
    }
    return false;
}

static enum status refuse_id(const struct session *session, struct error *error)
{
    const struct history_actor *actor = &session->history->actors[session->actor];
    error_set(error, STATUS_INPUT, "--%s %" PRIu32 ": not among the %s whose events are in \"%s\"",
              actor->name, session->id, actor->many, session->path);
    error_hint(error, "\"bassin explain %s\" says who is", session->path);
    return STATUS_INPUT;
}

static enum status tell_actor(const struct session *session, struct error *error)
{
    struct history_rows rows = {0};
    struct told told = {.session = session, .rows = &rows, .day_offset = day_offset(session)};
    enum status status;
    TRY(history_read(&session->result, session->path, session->actor, session->id, &rows, error));
    TRY(is_followed(session, &rows) ? STATUS_OK : refuse_id(session, error));
    told.group = memory_alloc(rows.count, sizeof *told.group);
    TRY(told.group == NULL ? error_memory(error, "history") : STATUS_OK);
    TRY(tell(&told, error));
out:
    memory_free((void *)told.group);
    history_rows_clear(&rows);
    return status;
}

/* ---- the command ---- */

static enum status refuse_batch(const char *path, struct error *error)
{
    error_set(error, STATUS_INPUT, "\"%s\" holds the runs of an experiment; expected the result of one",
              path);
    error_hint(error,
               "a run alone lives as it does among others: \"bassin run\" the scenario with the seed and "
               "the settings of the arm");
    return STATUS_INPUT;
}

static enum status explain(struct session *session, const struct cli *cli, struct error *error)
{
    PASS(batch_is(session->path) ? refuse_batch(session->path, error) : STATUS_OK);
    PASS(result_load(&session->result, session->path, cli->models, cli->model_count, error));
    PASS(find_panel(session, error));
    PASS(check_dates(session, error));
    if (session->actor_name == NULL) {
        return list_followed(session, error);
    }
    PASS(find_actor(session, error));
    return tell_actor(session, error);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.command = command};
    struct operands operands;
    enum status status;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    session.path = operands.word;
    TRY(operands.help ? STATUS_OK : explain(&session, cli, error));
out:
    result_unload(&session.result);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .operands = "FILE.h5",
    .text = "Tell the history of one actor of a run, such as a person: what happened, and why.",
    .options = own_options,
    .option_count = OWN_COUNT,
    .details =
        "Events are recorded for those whom the scenario follows (\"bassin params explain\"). Without one of "
        "them "
        "named, it says who is followed. A run that is made again lives the same lives, so that anyone in a "
        "panel of a result can be followed afterwards.\n"
        "\n"
        "What is told are the decisions of the model: ranks, costs, hours wanted and held, rates. The panel "
        "events has them as numbers.",
    .run = run,
};
