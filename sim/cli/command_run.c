/* `bassin run`: lives one scenario from its first day to its last and writes the result. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/cli/cli.h"
#include "sim/cli/command.h"
#include "sim/cli/messages.h"
#include "sim/cli/progress.h"
#include "sim/cli/run_files.h"
#include "sim/cli/run_log.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/score_table.h"
#include "sim/cli/settled_text.h"
#include "sim/cli/signals.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/io/checkpoint_file.h"
#include "sim/memory.h"
#include "sim/run.h"
#include "sim/score.h"
#include "sim/settled.h"

enum {
    OPTION_THREADS = SCENARIO_OPTION_COUNT,
    OPTION_CHECKPOINT_EVERY,
    OPTION_RESUME,
    OPTION_KEEP_CHECKPOINT,
    OPTION_AUDIT,
    OPTION_QUIET,
    OPTION_SUMMARY,
    OPTION_LOG,
};

static const struct option_spec run_options[] = {
    SCENARIO_OPTIONS,
    {"threads", 't', "N",
     "Threads to use; 0, the default: all processors. The result does not depend on it."},
    {"checkpoint-every", 'c', "DAYS",
     "Write a checkpoint after every DAYS simulated days, so that a run that is killed can be resumed."},
    {"resume", 'r', NULL,
     "Do what is left to do: continue from the checkpoint beside the result, begin if there is none, nothing "
     "if "
     "the result is complete. One command line for batch systems, however often they repeat it."},
    {"keep-checkpoint", 'k', NULL,
     "Keep the state at the end beside the result: --resume with a later --until goes on from it."},
    {"audit", 'a', NULL, "Check after every day all that must hold; stop at the first breach."},
    {"quiet", 'q', NULL, "No progress and no summary; errors are still shown."},
    {"summary", 'S', NULL, "Print the summary also with --quiet."},
    {"log", 'l', "FILE", "Add a line of JSON to FILE for each event: begun, month, checkpoint, finished ..."},
};

static const char run_details[] =
    "SCENARIO is a scenario file, or - for standard input. The summary goes to standard output, progress and "
    "messages to standard error. The summary ends with whether the recorded years still drift from the first "
    "day, in "
    "which case a longer run.burn_in_days helps; bassin info has the figures. An existing result is never "
    "overwritten without --force.\n"
    "\n"
    "Ctrl-C (SIGINT), SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 and SIGXCPU finish the day, write the checkpoint "
    "FILE.h5.checkpoint and print the command that resumes; only a second Ctrl-C, half a second or more "
    "after "
    "the first, stops at once. A resumed run gives the same result, bit for bit, as one that was never "
    "stopped. The checkpoint is removed when the result is complete, unless it is to be kept.\n"
    "\n"
    "If FILE.h5 is a symbolic link, the file it leads to is written. Other files that are there already are "
    "never touched, nor is a device or a folder, even with --force.";

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
    const char *log_path; /* NULL: none */
    struct run_log log;
    const char *scenario_path;
    struct scenario scenario;
    struct run_files files;
    struct run run;
    bool running; /* `run` must be cleared */
    struct progress progress;
    enum status status; /* of what was simulated */
    struct error *error;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    if (option < SCENARIO_OPTION_COUNT) {
        return scenario_options_accept(&session->options, option, value, error);
    }
    if (option == OPTION_THREADS) {
        return option_integer("threads", value, 0, 1024, &session->threads, error);
    }
    if (option == OPTION_CHECKPOINT_EVERY) {
        return option_integer("checkpoint-every", value, 1, 1000000, &session->checkpoint_every, error);
    }
    session->resume |= option == OPTION_RESUME;
    session->audit |= option == OPTION_AUDIT;
    session->quiet |= option == OPTION_QUIET;
    session->summary |= option == OPTION_SUMMARY;
    session->files.keep_checkpoint |= option == OPTION_KEEP_CHECKPOINT;
    session->log_path = option == OPTION_LOG ? value : session->log_path;
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

static void log_event(struct session *session, const char *event)
{
    run_log_event(&session->log, event, session->run.day, -1, NULL, NULL);
}

static enum status checkpoint(struct session *session, struct error *error)
{
    PASS(run_files_checkpoint(&session->files, &session->run, error));
    log_event(session, "checkpoint");
    return STATUS_OK;
}

static enum status stop(struct session *session, struct error *error)
{
    char date[11];
    progress_clear(&session->progress);
    PASS(checkpoint(session, error));
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

static bool is_first_of_month(int32_t day)
{
    char date[11];
    date_format(day, date);
    return strcmp(date + 8, "01") == 0;
}

static enum status live(struct session *session, struct error *error)
{
    struct run *run = &session->run;
    while (run->day < run->sim.end_day) {
        if (signals_received() != 0) {
            return stop(session, error);
        }
        PASS(run_step(run, error));
        if (session->audit) {
            PASS(run_audit(run, error));
        }
        if (checkpoint_is_due(session)) {
            PASS(checkpoint(session, error));
        }
        if (is_first_of_month(run->day)) {
            log_event(session, "month");
        }
        progress_update(&session->progress, run->day);
    }
    if (session->files.keep_checkpoint) {
        PASS(checkpoint(session, error));
    }
    return run_finish(run, error);
}

/* Makes the world, or finds it in the checkpoint. */
static enum status begin(struct session *session, struct error *error)
{
    struct run *run = &session->run;
    char date[11];
    session->running = true;
    PASS(run_init(run, &session->scenario, (int)session->threads, run_files_sink(&session->files),
                  session->files.task == RUN_GOES_ON, error));
    if (session->files.task == RUN_GOES_ON) {
        PASS(checkpoint_read(session->files.checkpoint, run, error));
        date_format(run->day, date);
        if (!session->quiet) {
            message_note("resuming on %s", date);
        }
    } else if (session->resume && !session->quiet) {
        message_note("there is no %s: the run begins", session->files.checkpoint);
    }
    if (!session->quiet) {
        char takes[128];
        scenario_effort_text(&session->scenario, run->sim.parallel.threads, run->day, takes, sizeof takes);
        message_note("%s", takes);
    }
    run_log_event(&session->log, "begun", run->day, -1, "result", session->files.result);
    progress_begin(&session->progress, session->quiet, run->sim.first_day, run->sim.start_day,
                   run->sim.end_day, run->day);
    return STATUS_OK;
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
    struct settled settled = {0};
    enum status status = STATUS_OK;
    if (session->quiet && !session->summary) {
        return STATUS_OK;
    }
    TRY(score_init(&score, &session->scenario, &session->run.sim, error));
    TRY(settled_init(&settled, &session->scenario, &session->run.sim, error));
    score_print(stdout, &score, false);
    settled_tell(&settled);
out:
    settled_clear(&settled);
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
    run_lock_tell(&session->files.lock, session->files.result);
    if (session->files.task == RUN_IS_COMPLETE) {
        if (!session->quiet) {
            message_note("%s is complete already", session->files.result);
        }
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

static void simulate_with_threads(void *context)
{
    struct session *session = context;
    session->status = simulate(session, session->error);
}

static void log_end(struct session *session, enum status status, const struct error *error)
{
    const char *event = status == STATUS_STOPPED ? "stopped"
                        : status != STATUS_OK    ? "failed"
                        : session->running       ? "finished"
                                                 : "complete";
    bool failed = status != STATUS_OK && status != STATUS_STOPPED;
    int32_t day = session->running                ? session->run.day
                  : session->scenario.run != NULL ? session->scenario.run->end
                                                  : 0;
    run_log_event(&session->log, event, day, cli_exit_code(status), failed ? "message" : NULL, error->text);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.cli = cli, .files = {.lock = {.descriptor = -1}}, .error = error};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    session.scenario_path = operands.word;
    if (session.log_path != NULL) {
        TRY(run_log_open(&session.log, session.log_path, error));
    }
    signals_catch();
    parallel_region((int)session.threads, simulate_with_threads, &session);
    status = session.status;
    log_end(&session, status, error);
    if (status != STATUS_OK && session.running && run_files_resumable(&session.files)) {
        tell_how_to_resume(&session, status, error);
    }
    signals_release();
    if (status == STATUS_OK && session.running) {
        status = print_summary(&session, error);
    }
    if (status == STATUS_OK) {
        status = run_log_close(&session.log, error);
    }
out:
    run_log_close(&session.log, NULL);
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
