/* `bassin validate`: runs the experiments whose outcome is known, and tells range against result. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/cli/batch_work.h"
#include "sim/cli/cli.h"
#include "sim/cli/command.h"
#include "sim/cli/messages.h"
#include "sim/cli/threads.h"
#include "sim/cli/validation.h"
#include "sim/io/batch_file.h"
#include "sim/io/experiment_file.h"

enum {
    MY_RESULTS,
    MY_ONLY,
    MY_REPLICATES,
    MY_NO_RUN,
    MY_STRICT,
    MY_THREADS,
    MY_JOBS,
    MY_FORCE,
    MY_QUIET,
    MY_FORMAT
};

static const struct option_spec validate_options[] = {
    {"results", 'o', "FOLDER",
     "Where results of experiments are looked for and written; \"validation\" without it."},
    {"only", 'm', "NAMES",
     "Only these outcomes, separated by commas: an id, what stands before a point of it, or the name of an "
     "experiment."},
    {"replicates", 'r', "N", "That many replicates of each experiment instead of what it says."},
    {"no-run", 'n', NULL, "Run nothing: judge by the results that are there."},
    {"strict", 'x', NULL,
     "Exit with status 1 when a result lies outside of its range or has the wrong sign."},
    {"threads", 't', "N", "Threads to use in all; 0, the default: all processors."},
    {"jobs", 'j', "N", "At most N members at a time; without it as many as threads, or as memory allows."},
    {"force", 'f', NULL,
     "Begin anew and overwrite where a result is of another program or of an experiment as it was. Those "
     "that hold are used."},
    {"quiet", 'q', NULL, "No progress and no notes; errors are still shown."},
    {"format", 'F', "FORMAT", "text (the default), csv or json."},
};

static const char validate_details[] =
    "FILE.csv lists known outcomes: experiment, arm, figure, period, the range that is known, its source. "
    "Without it, scenarios/experiments/known_outcomes.csv in the current folder. docs/validation.md says "
    "what stands in its columns.\n"
    "\n"
    "Each experiment is run as \"bassin batch\" runs it, with its result in FOLDER. A result that is there "
    "is used and not run again, unless the program or the experiment has changed. Ctrl-C and the other "
    "signals stop after the day; the same command line goes on.\n"
    "\n"
    "inside: the whole interval of the paired difference lies in the range; outside: no part of it does; "
    "WRONG SIGN: the range has one sign and the whole interval the other; cannot tell: the interval crosses "
    "an end of the range, or there is one pair. A miss is a result, not a failure: the exit status is 0 "
    "without --strict, 1 when a member failed.";

static const char default_list[] = "scenarios/experiments/known_outcomes.csv";

/* One call of `bassin validate`. */
struct session {
    const struct cli *cli;
    const char *list;
    const char *results;
    const char *only;
    int64_t replicates;
    int64_t threads;
    int64_t jobs;
    bool no_run;
    bool strict;
    bool force;
    bool quiet;
    enum format format;
    struct validation validation;
    size_t failures; /* experiments with members that failed */
};

static enum status accept(void *context, size_t option, const char *value, struct error *error)
{
    struct session *session = context;
    switch (option) {
    case MY_RESULTS:
        session->results = value;
        return value[0] != '\0'
                   ? STATUS_OK
                   : error_set(error, STATUS_INPUT, "--results \"\": expected the name of a folder");
    case MY_ONLY:
        session->only = value;
        return STATUS_OK;
    case MY_REPLICATES:
        return option_integer("replicates", value, 1, EXPERIMENT_REPLICATES_MAX, &session->replicates, error);
    case MY_THREADS:
        return option_integer("threads", value, 0, 1024, &session->threads, error);
    case MY_JOBS:
        return option_integer("jobs", value, 1, 1024, &session->jobs, error);
    case MY_FORMAT:
        return format_parse(value, "text, csv or json", &session->format, error);
    default:
        session->no_run |= option == MY_NO_RUN;
        session->strict |= option == MY_STRICT;
        session->force |= option == MY_FORCE;
        session->quiet |= option == MY_QUIET;
        return STATUS_OK;
    }
}

/* ---- before anything is run ---- */

static void tell_found(const struct session *session, const struct source *source)
{
    if (!session->quiet && source->state == SOURCE_COMPLETE) {
        message_note("%s is used as it is", source->result);
    } else if (session->no_run && source->state == SOURCE_OTHER) {
        message_note("%s is of another program or of the experiment as it was: it is not used",
                     source->result);
    }
}

static enum status refuse_other(const struct source *source, struct error *error)
{
    error_set(error, STATUS_INPUT,
              "\"%s\" exists already and is not of this experiment as it is now, or of another program",
              source->result);
    error_hint(error, "--force runs it again and overwrites it, --results FOLDER leaves it where it is");
    return STATUS_INPUT;
}

/* What else could be refused only after others were run: a lock, a journal of something else. */
static enum status try_files(const struct session *session, const struct source *source,
                             struct experiment *experiment, struct error *error)
{
    struct batch_work work;
    batch_work_init(&work, session->cli);
    work.experiment = *experiment;
    *experiment = (struct experiment){0};
    snprintf(work.files.result, sizeof work.files.result, "%s", source->result);
    enum status status = batch_work_open(&work, false, error);
    batch_work_close(&work);
    return status;
}

static enum status look(struct session *session, size_t index, struct error *error)
{
    const struct source *source = &session->validation.sources[index];
    struct experiment experiment = {0};
    enum status status = validation_look(&session->validation, index, session->cli,
                                         (size_t)session->replicates, &experiment, error);
    if (status == STATUS_OK && !session->no_run) {
        bool other = source->state == SOURCE_OTHER;
        status = other && !session->force                     ? refuse_other(source, error)
                 : !other && source->state != SOURCE_COMPLETE ? try_files(session, source, &experiment, error)
                                                              : STATUS_OK;
    }
    if (status == STATUS_OK) {
        tell_found(session, source);
    }
    experiment_clear(&experiment);
    return status;
}

static enum status look_at_all(struct session *session, struct error *error)
{
    const char *folder = session->results;
    if (!session->no_run && mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return error_set(error, STATUS_INPUT, "--results %s: cannot make the folder: %s", folder,
                         strerror(errno));
    }
    for (size_t i = 0; i < session->validation.source_count; i++) {
        PASS(look(session, i, error));
    }
    return STATUS_OK;
}

/* ---- the runs ---- */

static enum status run_work(struct session *session, struct source *source, struct batch_work *work,
                            struct error *error)
{
    const struct assignments nothing = {0};
    const struct experiment_options options = {&nothing, (size_t)session->replicates};
    PASS(experiment_read(&work->experiment, source->path, &options, session->cli->models,
                         session->cli->model_count, error));
    PASS(batch_work_prepare(work, error));
    snprintf(work->files.result, sizeof work->files.result, "%s", source->result);
    PASS(batch_work_open(work, source->state == SOURCE_OTHER, error));
    return batch_work_run(work, error);
}

static enum status run_source(struct session *session, size_t index, struct error *error)
{
    struct source *source = &session->validation.sources[index];
    struct batch_work work;
    batch_work_init(&work, session->cli);
    work.threads = session->threads;
    work.jobs = session->jobs;
    work.quiet = session->quiet;
    if (!session->quiet) {
        message_note("experiment %zu of %zu: %s", index + 1, session->validation.source_count, source->name);
    }
    enum status status = run_work(session, source, &work, error);
    bool partly = status == STATUS_FAILED && !work.early && work.files.written;
    if (work.early) {
        batch_work_tell_how_to_go_on(&work, status, error);
    }
    batch_work_close(&work);
    if (partly) { /* members that failed are missing pairs */
        message_error(error);
        error_clear(error);
        session->failures++;
    }
    source->state = status == STATUS_OK || partly ? SOURCE_RUN : source->state;
    return partly ? STATUS_OK : status;
}

static enum status run_all(void *context, struct error *error)
{
    struct session *session = context;
    for (size_t i = 0; i < session->validation.source_count; i++) {
        if (session->validation.sources[i].state != SOURCE_COMPLETE) {
            PASS(run_source(session, i, error));
        }
    }
    return STATUS_OK;
}

/* ---- the table ---- */

static enum status judge_all(struct session *session, struct error *error)
{
    for (size_t i = 0; i < session->validation.source_count; i++) {
        enum source_state state = session->validation.sources[i].state;
        bool there = state == SOURCE_COMPLETE || state == SOURCE_RUN;
        bool written = state == SOURCE_BEGUN && batch_is(session->validation.sources[i].result);
        if (there || written) {
            PASS(validation_judge(&session->validation, i, session->cli, error));
        }
    }
    return STATUS_OK;
}

static enum status tell_status(const struct session *session, struct error *error)
{
    size_t outside = validation_count(&session->validation, OUTCOME_OUTSIDE);
    size_t wrong = validation_count(&session->validation, OUTCOME_WRONG_SIGN);
    if (session->failures > 0) {
        return error_set(error, STATUS_FAILED, "members of %zu of %zu experiments failed", session->failures,
                         session->validation.source_count);
    }
    return !session->strict || outside + wrong == 0
               ? STATUS_OK
               : error_set(error, STATUS_FAILED, "%zu results lie outside, %zu have the wrong sign", outside,
                           wrong);
}

static enum status validate(struct session *session, struct error *error)
{
    PASS(validation_read(&session->validation, session->list, session->results, session->only, error));
    PASS(look_at_all(session, error));
    if (!session->no_run) {
        PASS(threads_run((int)session->threads, run_all, session, error));
    }
    PASS(judge_all(session, error));
    if (session->format == FORMAT_TEXT) {
        validation_print_text(stdout, &session->validation);
    } else {
        validation_print_records(stdout, &session->validation, session->format);
    }
    return tell_status(session, error);
}

static enum status run(const struct cli *cli, const struct command *command, int argc, char **argv,
                       struct error *error)
{
    struct session session = {.cli = cli, .results = "validation", .validation = {.level = 0.95}};
    struct operands operands;
    enum status status = STATUS_OK;
    TRY(options_parse(command, argc, argv, (struct option_sink){&session, accept}, &operands, error));
    if (operands.help) {
        goto out;
    }
    session.list = operands.word != NULL ? operands.word : default_list;
    TRY(validate(&session, error));
out:
    validation_clear(&session.validation);
    return status;
}

const struct command command_validate = {
    .name = "validate",
    .operands = "[FILE.csv]",
    .text = "Run the experiments whose outcome is known; print range against result.",
    .options = validate_options,
    .option_count = sizeof validate_options / sizeof validate_options[0],
    .details = validate_details,
    .run = run,
};
