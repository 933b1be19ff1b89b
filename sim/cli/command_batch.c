/* `bassin batch`: runs the members of an experiment and writes one result. */
#include "sim/cli/batch_work.h"
#include "sim/cli/cli.h"
#include "sim/cli/command.h"
#include "sim/cli/scenario_options.h"
#include "sim/cli/signals.h"
#include "sim/io/experiment_file.h"
#include "sim/parallel.h"

enum {
    MY_OUTPUT,
    MY_SET,
    MY_SET_FROM,
    MY_CHANGE,
    MY_REPLICATES,
    MY_SHARD,
    MY_MEMBER,
    MY_THREADS,
    MY_JOBS,
    MY_FORCE,
    MY_QUIET,
    MY_LOG
};

static const struct option_spec batch_options[] = {
    {"output", 'o', "FILE.h5",
     "Where the result goes; without it, the experiment's file name with .h5 in the current folder."},
    {"set", 's', "PATH=VALUE", "Give a parameter another value in all arms; can be repeated."},
    SETTINGS_OPTIONS,
    {"replicates", 'r', "N", "That many replicates instead of what the experiment says."},
    {"shard", 'S', "K/N",
     "Run the part K of N parts only; \"bassin merge\" makes one result of them. For array jobs."},
    {"member", 'm', "K", "Run the member K only."},
    {"threads", 't', "N", "Threads to use in all; 0, the default: all processors."},
    {"jobs", 'j', "N",
     "At most N members at a time; with fewer than threads, each gets several. Without it as many as "
     "threads, or "
     "as memory allows."},
    {"force", 'f', NULL, "Begin anew and overwrite the result if it exists."},
    {"quiet", 'q', NULL, "No progress and no summary; errors are still shown."},
    {"log", 'l', "FILE", "Add a line of JSON to FILE for each event: begun, member, written, finished ..."},
};

static const char batch_details[] =
    "EXPERIMENT is an experiment file (docs/experiments.md); \"bassin check\" says how many members it has "
    "and "
    "what they take. All members go into one file; the arms of a replicate live their common history once. A "
    "member gives the same bytes alone, in a part, or with any number of threads.\n"
    "\n"
    "Each finished member is safe at once. Ctrl-C (SIGINT), SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 and SIGXCPU "
    "stop "
    "after the day and write what is finished; the same command line again does what is missing, also after "
    "a "
    "kill, and says when nothing is. A member that fails is recorded and tried again then; the exit status "
    "is 1.";

/* One call of `bassin batch`. */
struct session {
    struct batch_work work;
    struct scenario_options options;
    int64_t replicates;
    const char *log_path;
    const char *path;
    enum status status;
    struct error *error;
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    switch (option) {
    case MY_OUTPUT:
        return scenario_options_accept(&session->options, OPTION_OUTPUT, value, error);
    case MY_SET:
        return scenario_options_accept(&session->options, OPTION_SET, value, error);
    case MY_SET_FROM:
        return scenario_options_accept(&session->options, OPTION_SET_FROM, value, error);
    case MY_CHANGE:
        return scenario_options_accept(&session->options, OPTION_CHANGE, value, error);
    case MY_REPLICATES:
        return option_integer("replicates", value, 1, EXPERIMENT_REPLICATES_MAX, &session->replicates, error);
    case MY_SHARD:
        return selection_parse_shard(&session->work.selection, value, error);
    case MY_MEMBER:
        return option_integer("member", value, 1, EXPERIMENT_MEMBERS_MAX, &session->work.selection.member,
                              error);
    case MY_THREADS:
        return option_integer("threads", value, 0, 1024, &session->work.threads, error);
    case MY_JOBS:
        return option_integer("jobs", value, 1, 1024, &session->work.jobs, error);
    case MY_LOG:
        session->log_path = value;
        return STATUS_OK;
    default:
        session->options.force |= option == MY_FORCE;
        session->work.quiet |= option == MY_QUIET;
        return STATUS_OK;
    }
}

static enum status run_batch(struct session *session, struct error *error)
{
    struct batch_work *work = &session->work;
    const struct experiment_options options = {&session->options.given, (size_t)session->replicates};
    PASS(experiment_read(&work->experiment, session->path, &options, work->cli->models,
                         work->cli->model_count, error));
    PASS(batch_work_prepare(work, error));
    PASS(scenario_options_output(&session->options, session->path, work->files.result, error));
    PASS(batch_work_open(work, session->options.force, error));
    return batch_work_run(work, error);
}

static void run_with_threads(void *context)
{
    struct session *session = context;
    session->status = run_batch(session, session->error);
}

static void log_end(struct session *session, const struct error *error)
{
    const struct experiment *experiment = &session->work.experiment;
    enum status status = session->status;
    bool failure = status != STATUS_OK && status != STATUS_STOPPED;
    const char *event = status == STATUS_STOPPED ? "stopped" : failure ? "failed" : "finished";
    int32_t day = experiment->arm_count > 0 && experiment->arms[0].scenario.run != NULL
                      ? experiment->arms[0].scenario.run->end
                      : 0;
    run_log_event(&session->work.log, event, day, cli_exit_code(status), failure ? "message" : NULL,
                  error->text);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.error = error};
    struct operands operands;
    enum status status = STATUS_OK;
    batch_work_init(&session.work, cli);
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    session.path = operands.word;
    if (session.log_path != NULL) {
        TRY(run_log_open(&session.work.log, session.log_path, error));
    }
    signals_catch();
    parallel_region((int)session.work.threads, run_with_threads, &session);
    status = session.status;
    log_end(&session, error);
    if (session.work.early) {
        batch_work_tell_how_to_go_on(&session.work, status, error);
    }
    batch_work_close(&session.work);
    signals_release();
    if (status == STATUS_OK) {
        status = run_log_close(&session.work.log, error);
    }
out:
    run_log_close(&session.work.log, NULL);
    scenario_options_clear(&session.options);
    return status;
}

const struct command command_batch = {
    .name = "batch",
    .operands = "EXPERIMENT",
    .text = "Run all members of an experiment and write one result.",
    .options = batch_options,
    .option_count = sizeof batch_options / sizeof batch_options[0],
    .details = batch_details,
    .run = run,
};
