#include "sim/cli/run_files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/checkpoint_file.h"
#include "sim/io/result_file.h"
#include "sim/io/result_load.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"
#include "sim/past.h"

static bool exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

/* What the result is to this scenario: not how old it is but what is in it. */
enum relation { FOREIGN, SHORTER, COMPLETE };

static enum relation relation(const struct run_files *files, const struct scenario *scenario)
{
    struct loaded_result loaded;
    struct error reason = {0};
    enum relation found = FOREIGN;
    if (result_load(&loaded, files->result, &scenario->model, 1, &reason) == STATUS_OK) {
        int32_t end = loaded.scenario.run->end;
        if (end <= scenario->run->end && past_same(scenario, &loaded.scenario, end)) {
            found = end == scenario->run->end ? COMPLETE : SHORTER;
        }
    }
    result_unload(&loaded);
    return found;
}

/* The day and the rows of the checkpoint, which must be of this scenario; the caller frees. */
static enum status read_marks(const struct run_files *files, const struct scenario *scenario, int32_t *day,
                              struct spool_mark **marks, struct error *error)
{
    *marks = memory_alloc(scenario->model->panel_count, sizeof **marks);
    if (*marks == NULL) {
        return error_memory(error, "spool");
    }
    return checkpoint_read_head(files->checkpoint, scenario, day, *marks, error);
}

/* Whether the checkpoint that is there is of this run, and of a day before its end: it is of no use any more
 * when the result is complete. That of the end was kept on purpose. */
static bool is_left_over(const struct run_files *files, const struct scenario *scenario)
{
    struct error reason = {0};
    struct spool_mark *marks = NULL;
    int32_t day;
    bool owned = read_marks(files, scenario, &day, &marks, &reason) == STATUS_OK;
    memory_free(marks);
    return owned && day < scenario->run->end;
}

static enum status choose_task(struct run_files *files, const struct scenario *scenario,
                               struct run_files_request request, struct error *error)
{
    files->task = RUN_BEGINS;
    enum relation result = request.resume && exists(files->result) ? relation(files, scenario) : FOREIGN;
    files->prolonged = result == SHORTER && exists(files->checkpoint);
    if (result == COMPLETE) {
        files->task = RUN_IS_COMPLETE;
        return STATUS_OK;
    }
    if (result == SHORTER && !files->prolonged && !request.force) {
        error_set(error, STATUS_INPUT,
                  "\"%s\" is the result of an earlier end, and there is no state to go on from",
                  files->result);
        error_hint(error, "runs that may be prolonged are made with --keep-checkpoint; --force begins anew");
        return STATUS_INPUT;
    }
    if (request.resume && exists(files->result) && !files->prolonged && !request.force) {
        error_set(error, STATUS_INPUT, "\"%s\" is there already, and is no complete result of this scenario",
                  files->result);
        error_hint(error, "give another file with -o, or --force to replace it");
        return STATUS_INPUT;
    }
    if (request.resume && exists(files->checkpoint)) {
        files->task = RUN_GOES_ON;
    } else if (exists(files->checkpoint) && !request.force) {
        error_set(error, STATUS_INPUT, "%s holds a run that was interrupted", files->checkpoint);
        error_hint(error, "--resume continues it, --force begins anew");
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

/* Removes what a killed run left half written. What is not known to be of one stays, and is told. */
static enum status remove_own(const char *path, bool own, struct error *error)
{
    struct stat about;
    if (lstat(path, &about) != 0) {
        return errno == ENOENT
                   ? STATUS_OK
                   : error_set(error, STATUS_FAILED, "cannot create \"%s\": %s", path, strerror(errno));
    }
    if (!S_ISREG(about.st_mode) || !own) {
        error_set(error, STATUS_INPUT, "\"%s\" is there already, and not left by a run", path);
        error_hint(error, "move it away, or give another file with -o");
        return STATUS_INPUT;
    }
    return unlink(path) == 0
               ? STATUS_OK
               : error_set(error, STATUS_FAILED, "cannot remove \"%s\": %s", path, strerror(errno));
}

static enum status remove_unfinished(const struct run_files *files, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < RUN_UNFINISHED && status == STATUS_OK; i++) {
        status = remove_own(files->unfinished[i], files->lock.left_over, error);
    }
    return status;
}

static enum status remove_spool(const struct run_files *files, bool own, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->model->panel_count && status == STATUS_OK; i++) {
        char *path = spool_path(files->result, files->model->panels[i].name);
        status = path != NULL ? remove_own(path, own, error) : error_memory(error, "file name");
        memory_free(path);
    }
    return status;
}

static enum status open_resumed(struct run_files *files, const struct scenario *scenario, struct error *error)
{
    struct spool_mark *marks = NULL;
    int32_t day;
    enum status status = STATUS_OK;
    TRY(read_marks(files, scenario, &day, &marks, error));
    TRY(remove_unfinished(files, error));
    TRY(spool_init(&files->spool, files->result, files->model->panels, files->model->panel_count, marks,
                   error));
    files->owned = true;
out:
    memory_free(marks);
    return status;
}

static enum status open_fresh(struct run_files *files, struct error *error)
{
    bool forgotten = exists(files->checkpoint);
    PASS(remove_unfinished(files, error));
    /* Before the spool: an old checkpoint with a new spool would resume to nonsense. */
    PASS(remove_own(files->checkpoint, true, error));
    PASS(remove_spool(files, forgotten || files->lock.left_over, error));
    files->owned = true;
    return spool_init(&files->spool, files->result, files->model->panels, files->model->panel_count, NULL,
                      error);
}

/* The longest name beside the result is tried now, not when the first checkpoint is written. */
static enum status try_checkpoint(const struct run_files *files, struct error *error)
{
    struct whole_file file;
    enum status status = whole_file_begin(&file, files->checkpoint, error);
    whole_file_clear(&file);
    return status;
}

enum status run_files_open(struct run_files *files, const struct scenario *scenario,
                           struct run_files_request request, struct error *error)
{
    files->model = scenario->model;
    snprintf(files->checkpoint, sizeof files->checkpoint, "%s.checkpoint", files->result);
    snprintf(files->lock_path, sizeof files->lock_path, "%s.lock", files->result);
    snprintf(files->unfinished[0], sizeof files->unfinished[0], "%s.partial", files->result);
    snprintf(files->unfinished[1], sizeof files->unfinished[1], "%s.partial", files->checkpoint);
    /* A complete result may stand in the way of a run that is resumed only to find that it is complete. */
    PASS(result_check_path(files->result, request.force || request.resume, error));
    PASS(run_lock_take(&files->lock, files->lock_path, files->result, error));
    PASS(choose_task(files, scenario, request, error));
    if (files->task == RUN_IS_COMPLETE) {
        files->complete = true;
        files->owned = exists(files->checkpoint) ? is_left_over(files, scenario) : files->lock.left_over;
        PASS(remove_unfinished(files, error));
    } else {
        PASS(files->task == RUN_GOES_ON ? open_resumed(files, scenario, error) : open_fresh(files, error));
        PASS(try_checkpoint(files, error));
    }
    files->lock.left_over = false;
    return STATUS_OK;
}

struct panel_sink run_files_sink(struct run_files *files)
{
    return spool_sink(&files->spool);
}

bool run_files_resumable(const struct run_files *files)
{
    return files->owned && !files->complete && exists(files->checkpoint);
}

enum status run_files_checkpoint(struct run_files *files, struct run *run, struct error *error)
{
    return checkpoint_write(files->checkpoint, run, &files->spool, error);
}

enum status run_files_finish(struct run_files *files, struct run *run, const char *command_line,
                             bool overwrite, struct error *error)
{
    struct result_options options = {files->result, command_line, overwrite || files->prolonged};
    enum status status = result_write(&options, run, &files->spool, error);
    files->complete = status == STATUS_OK;
    files->kept = status == STATUS_INPUT;
    return status;
}

void run_files_close(struct run_files *files)
{
    if (files->complete && files->owned && !files->keep_checkpoint) {
        unlink(files->checkpoint); /* first: without it the spool is of no use */
    }
    spool_clear(&files->spool, false);
    if (files->owned && !exists(files->checkpoint) && remove_spool(files, true, NULL) != STATUS_OK) {
        files->lock.left_over = true; /* the next run will know whose it is */
    }
    for (size_t i = 0; i < RUN_UNFINISHED; i++) {
        files->lock.left_over |= files->owned && !files->kept && exists(files->unfinished[i]);
    }
    run_lock_release(&files->lock, files->lock_path);
}
