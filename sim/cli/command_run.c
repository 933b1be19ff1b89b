/* `bassin run`: lives one scenario from its first day to its last and writes the result. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/cli/command.h"
#include "sim/cli/messages.h"
#include "sim/cli/progress.h"
#include "sim/cli/run_files.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/score_table.h"
#include "sim/cli/signals.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/checkpoint_file.h"
#include "sim/memory.h"
#include "sim/run.h"
#include "sim/score.h"

enum {
    OPTION_THREADS = SCENARIO_OPTION_COUNT,
    OPTION_CHECKPOINT_EVERY,
    OPTION_RESUME,
    OPTION_AUDIT,
    OPTION_QUIET,
    OPTION_SUMMARY,
};

static const struct option_spec run_options[] = {
    SCENARIO_OPTIONS,
    {"threads", 't', "N",
     "Threads to use; 0, the default: all processors. The result does not depend on it."},
    {"checkpoint-every", 'c', "DAYS",
     "Write a checkpoint after every DAYS simulated days, so that a run that is killed can be resumed."},
    {"resume", 'r', NULL, "Continue from the checkpoint beside the result."},
    {"audit", 'a', NULL, "Check after every day all that must hold; stop at the first breach."},
    {"quiet", 'q', NULL, "No progress and no summary; errors are told."},
    {"summary", 'S', NULL, "Print the summary also with --quiet."},
};

static const char run_details[] =
    "SCENARIO is a scenario file, or - for standard input. The summary goes to standard output, progress and "
    "messages to standard error. An existing result is never overwritten without --force.\n"
    "\n"
    "The first Ctrl-C (SIGINT) or SIGTERM finishes the day, writes the checkpoint FILE.h5.checkpoint and "
    "prints the command that resumes; the second stops at once. A resumed run gives the same result, bit for "
    "bit, as one that was never stopped. The checkpoint is removed when the result is complete.";

/* One call of `bassin run`. */
struct session {
    const struct cli *cli;
    struct scenario_options options;
    int64_t threads;
    int64_t checkpoint_every; /* 0: never */
    bool resume;
    bool audit;
    bool quiet;
    bool summary;
    const char *scenario_path;
    struct scenario scenario;
    struct run_files files;
    struct run run;
    bool running; /* `run` must be cleared */
    struct progress progress;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    if (option < SCENARIO_OPTION_COUNT) {
        return scenario_options_accept(&session->options, option, value, error);
    }
    switch (option) {
    case OPTION_THREADS:
        return option_integer("threads", value, 0, 1024, &session->threads, error);
    case OPTION_CHECKPOINT_EVERY:
        return option_integer("checkpoint-every", value, 1, 1000000, &session->checkpoint_every, error);
    case OPTION_RESUME:
        session->resume = true;
        break;
    case OPTION_AUDIT:
        session->audit = true;
        break;
    case OPTION_QUIET:
        session->quiet = true;
        break;
    case OPTION_SUMMARY:
        session->summary = true;
        break;
    }
    return STATUS_OK;
}

/* What was typed and --resume, as a shell reads it. An error is told before. */
static void tell_how_to_resume(const struct session *session, enum status status, struct error *error)
{
    if (status != STATUS_STOPPED) {
        message_error(error);
        error_clear(error);
    }
    const struct cli *cli = session->cli;
    char *command = text_shell_command(cli->argc, cli->argv, 2, session->resume ? NULL : "--resume");
    if (command != NULL) {
        fprintf(stderr, "%s: %s%s\n",
                status == STATUS_STOPPED ? "To go on" : "To try again from the last checkpoint", command,
                strcmp(session->scenario_path, "-") == 0 ? " < SCENARIO" : "");
    }
    memory_free(command);
}

static enum status stop(struct session *session, struct error *error)
{
    char date[11];
    progress_clear(&session->progress);
    enum status status = run_files_checkpoint(&session->files, &session->run, error);
    if (status != STATUS_OK) {
        return status;
    }
    date_format(session->run.day, date);
    message_note("stopped before %s; %s holds the state", date, session->files.checkpoint);
    return STATUS_STOPPED;
}

static bool checkpoint_is_due(const struct session *session)
{
    const struct run *run = &session->run;
    return session->checkpoint_every > 0 && run->day < run->sim.end_day &&
           (run->day - run->sim.first_day) % session->checkpoint_every == 0;
}

static enum status live(struct session *session, struct error *error)
{
    struct run *run = &session->run;
    enum status status = STATUS_OK;
    while (run->day < run->sim.end_day) {
        if (signals_received() != 0) {
            return stop(session, error);
        }
        TRY(run_step(run, error));
        if (session->audit) {
            TRY(run_audit(run, error));
        }
        if (checkpoint_is_due(session)) {
            TRY(run_files_checkpoint(&session->files, run, error));
        }
        progress_update(&session->progress, run->day);
    }
    TRY(run_finish(run, error));
out:
    return status;
}

/* Makes the world, or finds it in the checkpoint. */
static enum status begin(struct session *session, struct error *error)
{
    struct run *run = &session->run;
    char date[11];
    enum status status = STATUS_OK;
    session->running = true;
    TRY(run_init(run, &session->scenario, (int)session->threads, run_files_sink(&session->files),
                 session->resume, error));
    spool_use_threads(&session->files.spool, &run->sim.parallel);
    if (session->resume) {
        TRY(checkpoint_read(session->files.checkpoint, run, error));
        date_format(run->day, date);
        if (!session->quiet) {
            message_note("resuming on %s", date);
        }
    }
    progress_begin(&session->progress, session->quiet, run->sim.first_day, run->sim.start_day,
                   run->sim.end_day, run->day);
out:
    return status;
}

static void tell_end(const struct session *session)
{
    const struct run *run = &session->run;
    struct stat about;
    char size[32];
    char time[32];
    char rate[48];
    if (session->quiet) {
        return;
    }
    text_bytes(size, sizeof size, stat(session->files.result, &about) == 0 ? (double)about.st_size : 0);
    double seconds = progress_clock() - session->progress.begun;
    if (seconds < 10) {
        snprintf(time, sizeof time, "%.1f s", seconds);
    } else {
        text_duration(time, sizeof time, seconds);
    }
    text_number(rate, sizeof rate, progress_rate(&session->progress, run->day), 0);
    int32_t days = run->day - session->progress.from_day;
    message_note("wrote %s (%s): %d day%s in %s, %s days/s, %d thread%s", session->files.result, size, days,
                 days == 1 ? "" : "s", time, rate, run->sim.parallel.threads,
                 run->sim.parallel.threads == 1 ? "" : "s");
}

static enum status write_result(struct session *session, struct error *error)
{
    char *command = text_shell_command(session->cli->argc, session->cli->argv, 0, NULL);
    if (command == NULL) {
        return error_memory(error, "command line");
    }
    enum status status =
        run_files_finish(&session->files, &session->run, command, session->options.force, error);
    progress_clear(&session->progress);
    memory_free(command);
    return status;
}

static enum status print_summary(struct session *session, struct error *error)
{
    struct score score = {0};
    enum status status = STATUS_OK;
    if (session->quiet && !session->summary) {
        return STATUS_OK;
    }
    TRY(score_init(&score, &session->scenario, &session->run.sim, SCORE_MEASURES, error));
    score_print(stdout, &score, false, terminal_text_columns(stdout));
out:
    score_clear(&score);
    return status;
}

static enum status simulate(struct session *session, struct error *error)
{
    enum status status = STATUS_OK;
    TRY(scenario_options_read(&session->options, session->cli, session->scenario_path, &session->scenario,
                              error));
    TRY(scenario_options_output(&session->options, session->scenario_path, session->files.result, error));
    TRY(run_files_open(&session->files, &session->scenario,
                       (struct run_files_request){session->resume, session->options.force}, error));
    if (session->files.complete) {
        message_note("%s was complete already", session->files.result);
        goto out;
    }
    TRY(begin(session, error));
    TRY(live(session, error));
    TRY(write_result(session, error));
    tell_end(session);
out:
    progress_clear(&session->progress);
    run_files_close(&session->files);
    return status;
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.cli = cli, .files = {.lock_descriptor = -1}};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    TRY(operands_expect(command, &operands, 1, 1, error));
    session.scenario_path = operands.words[0];
    signals_catch();
    status = simulate(&session, error);
    if (status != STATUS_OK && session.running && session.files.resumable) {
        tell_how_to_resume(&session, status, error);
    }
    signals_release();
    if (status == STATUS_OK && session.running) {
        status = print_summary(&session, error);
    }
out:
    if (session.running) {
        run_clear(&session.run);
    }
    scenario_clear(&session.scenario);
    scenario_options_clear(&session.options);
    return status;
}

const struct command command_run = {
    .name = "run",
    .operands = "SCENARIO",
    .text = "Run a scenario and write its result.",
    .options = run_options,
    .option_count = sizeof run_options / sizeof run_options[0],
    .details = run_details,
    .run = run,
};
