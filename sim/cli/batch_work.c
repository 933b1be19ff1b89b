#include "sim/cli/batch_work.h"

#include <stdatomic.h>
#include <stdio.h>

#include "sim/batch.h"
#include "sim/cli/messages.h"
#include "sim/cli/progress.h"
#include "sim/cli/signals.h"
#include "sim/cli/text.h"
#include "sim/memory.h"
#include "sim/memory_room.h"
#include "sim/parallel.h"

void batch_work_init(struct batch_work *work, const struct cli *cli)
{
    *work = (struct batch_work){.cli = cli};
    work->files.lock.descriptor = -1;
    work->files.journal.descriptor = -1;
}

/* ---- what the members tell ---- */

static bool go_on(void *context, int thread)
{
    struct batch_work *work = context;
    batch_progress_day(&work->progress);
    if (thread == 0) {
        batch_progress_update(&work->progress);
    }
    return signals_received() == 0;
}

static enum status done(void *context, size_t member, size_t owner, struct run *run, struct error *error)
{
    struct batch_work *work = context;
    const struct spool *spool = member_spools_find(&work->spools, owner);
    PASS(journal_add(&work->files.journal, member, run, spool, error));
    atomic_fetch_add(&work->progress.ended, 1);
    run_log_member(&work->log, "member", member + 1, run->day, 0, NULL, NULL);
    return STATUS_OK;
}

static enum status failed(void *context, size_t member, int32_t day, const struct error *why,
                          struct error *error)
{
    struct batch_work *work = context;
    char text[sizeof why->text + sizeof why->file + 64];
    snprintf(text, sizeof text, "%s%s%s", why->file, why->file[0] != '\0' ? ": " : "", why->text);
    PASS(journal_add_failure(&work->files.journal, member, text, error));
    atomic_fetch_add(&work->progress.ended, 1);
    run_log_member(&work->log, "member", member + 1, day, 1, "message", text);
    return STATUS_OK;
}

/* ---- where panels go ---- */

static bool has_panels(const struct batch_work *work, size_t member)
{
    return experiment_member(&work->experiment, member).replicate < work->experiment.keep.panels;
}

static enum status sink_of(void *context, size_t member, struct panel_sink *sink, struct error *error)
{
    struct batch_work *work = context;
    return has_panels(work, member) ? member_spools_begin(&work->spools, member, sink, error) : STATUS_OK;
}

static enum status fork_sink_of(void *context, size_t member, size_t from, struct run *run,
                                struct panel_sink *sink, struct error *error)
{
    struct batch_work *work = context;
    return has_panels(work, member) ? member_spools_fork(&work->spools, member, from, run, sink, error)
                                    : STATUS_OK;
}

static void drop_sink_of(void *context, size_t member)
{
    struct batch_work *work = context;
    member_spools_drop(&work->spools, member);
}

/* ---- what is to be done ---- */

/* What is not done yet of what is meant. */
static enum status choose_members(struct batch_work *work, struct error *error)
{
    size_t count = experiment_members(&work->experiment);
    work->wanted = memory_alloc(count, sizeof *work->wanted);
    if (work->wanted == NULL) {
        return error_memory(error, "members of an experiment");
    }
    PASS(selection_mark(&work->selection, &work->experiment, work->wanted, error));
    for (size_t i = 0; i < count; i++) {
        work->wanted[i] = work->wanted[i] && work->files.table.status[i] != MEMBER_DONE;
        work->wanted_count += work->wanted[i];
    }
    return STATUS_OK;
}

static struct batch batch_of(const struct batch_work *work, const struct family_host *host)
{
    struct parallel parallel;
    parallel_init(&parallel, (int)work->threads);
    return (struct batch){
        .experiment = &work->experiment,
        .partings = work->partings,
        .wanted = work->wanted,
        .threads = parallel.threads,
        .jobs = work->jobs > 0 ? (int)work->jobs
                               : batch_jobs(&work->experiment, parallel.threads, memory_room("")),
        .host = host,
    };
}

static void tell_begin(const struct batch_work *work)
{
    size_t all = 0;
    char text[256];
    experiment_size_text(&work->experiment, text, sizeof text);
    for (size_t i = 0; i < work->files.table.count; i++) {
        all += work->files.table.status[i] == MEMBER_DONE;
    }
    message_note("%s", text);
    if (all > 0 || work->wanted_count < work->files.table.count) {
        message_note("%zu are done already, %zu to do", all, work->wanted_count);
    }
}

static enum status run_members(struct batch_work *work, struct error *error)
{
    const struct family_host host = {
        .context = work,
        .go_on = go_on,
        .sink = sink_of,
        .fork_sink = fork_sink_of,
        .drop_sink = drop_sink_of,
        .done = done,
        .failed = failed,
    };
    work->spools = (struct member_spools){.path = work->files.result, .model = work->experiment.model};
    const struct batch batch = batch_of(work, &host);
    struct family_days expected;
    work->threads_used = batch.threads;
    if (work->jobs <= 0 && batch.jobs < batch.threads) {
        message_note("memory allows %d at a time", batch.jobs);
    }
    PASS(experiment_days(&work->experiment, work->partings, work->wanted, &expected, error));
    batch_progress_begin(&work->progress, work->quiet, work->wanted_count, (double)expected.lived);
    run_log_event(&work->log, "begun", scenario_first_day(&work->experiment.arms[0].scenario), -1, "result",
                  work->files.result);
    enum status status = batch_run(&batch, &work->days, error);
    batch_progress_clear(&work->progress);
    return status;
}

/* ---- how it ends ---- */

static enum status write_result(struct batch_work *work, struct error *error)
{
    char *command = text_shell_command(work->cli->argc, work->cli->argv, 0, NULL);
    if (command == NULL) {
        return error_memory(error, "command line");
    }
    enum status status = batch_files_write(&work->files, command, error);
    memory_free(command);
    if (status == STATUS_OK) {
        run_log_event(&work->log, "written", work->experiment.arms[0].scenario.run->end, -1, "result",
                      work->files.result);
    }
    return status;
}

static void tell_end(const struct batch_work *work)
{
    char time[32];
    double seconds = progress_clock() - work->progress.begun;
    double whole = (double)(work->days.lived + work->days.shared);
    const struct member_table *table = &work->files.table;
    text_duration(time, sizeof time, seconds);
    message_note("%s: %zu of %zu members; %zu in %s on %d thread%s", work->files.result,
                 member_table_count(table, MEMBER_DONE), table->count, work->wanted_count, time,
                 work->threads_used, work->threads_used == 1 ? "" : "s");
    if (work->days.shared > 0) {
        message_note("common history was lived once: %.0f of %.0f days, %.0f %% saved",
                     (double)work->days.shared, whole, 100 * (double)work->days.shared / whole);
    }
}

/* The first members that failed, and an error for the exit status. */
static enum status tell_failures(const struct batch_work *work, struct error *error)
{
    enum { SHOWN = 5 };
    const struct member_table *table = &work->files.table;
    size_t count = member_table_count(table, MEMBER_FAILED);
    for (size_t i = 0, shown = 0; i < table->count && shown < SHOWN; i++) {
        if (table->status[i] == MEMBER_FAILED) {
            message_note("member %zu failed: %s", i + 1, table->why[i]);
            shown++;
        }
    }
    if (count == 0) {
        return STATUS_OK;
    }
    error_set(error, STATUS_FAILED, "%zu of %zu members failed; the others are in %s", count, table->count,
              work->files.result);
    error_hint(error, "the same command line tries them again, \"bassin info\" lists them");
    return STATUS_FAILED;
}

void batch_work_tell_how_to_go_on(const struct batch_work *work, enum status status, struct error *error)
{
    if (status != STATUS_STOPPED) {
        message_error(error);
        error_clear(error);
    }
    char *command = text_shell_command(work->cli->argc, work->cli->argv, 2, NULL);
    const struct member_table *table = &work->files.table;
    message_note("%zu of %zu members are done and safe in %s", member_table_count(table, MEMBER_DONE),
                 table->count, work->files.written ? work->files.result : work->files.journal_path);
    if (command != NULL) {
        fprintf(stderr, "To go on: %s\n", command);
    }
    memory_free(command);
}

/* What was finished is written; what is not is for the next call. */
static enum status end_early(struct batch_work *work, enum status status)
{
    struct error reason = {0};
    work->early = true;
    if (status == STATUS_STOPPED && batch_files_has_news(&work->files) &&
        write_result(work, &reason) != STATUS_OK) {
        message_error(&reason);
    }
    return status;
}

/* ---- the work ---- */

enum status batch_work_prepare(struct batch_work *work, struct error *error)
{
    PASS(experiment_partings(&work->experiment, &work->partings, error));
    return experiment_warn(&work->experiment, work->partings, error);
}

enum status batch_work_open(struct batch_work *work, bool force, struct error *error)
{
    work->open = true;
    PASS(batch_files_open(&work->files, &work->experiment, force, error));
    run_lock_tell(&work->files.lock, work->files.result);
    return choose_members(work, error);
}

enum status batch_work_run(struct batch_work *work, struct error *error)
{
    if (work->wanted_count == 0 && work->files.has_previous && !batch_files_has_news(&work->files)) {
        if (!work->quiet) {
            message_note("%s is complete already", work->files.result);
        }
        return STATUS_OK;
    }
    if (!work->quiet) {
        tell_begin(work);
    }
    enum status status = run_members(work, error);
    if (status != STATUS_OK) {
        return end_early(work, status);
    }
    PASS(write_result(work, error));
    if (!work->quiet) {
        tell_end(work);
    }
    return tell_failures(work, error);
}

void batch_work_close(struct batch_work *work)
{
    if (work->open) {
        batch_files_close(&work->files);
    }
    memory_free(work->wanted);
    memory_free(work->partings);
    experiment_clear(&work->experiment);
}
