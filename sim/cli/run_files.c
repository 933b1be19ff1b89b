#include "sim/cli/run_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/checkpoint_file.h"
#include "sim/io/result_file.h"
#include "sim/memory.h"

static bool exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

/* True when `path` was last written after `other`. */
static bool newer(const char *path, const char *other)
{
    struct stat a;
    struct stat b;
    if (stat(path, &a) != 0 || stat(other, &b) != 0) {
        return false;
    }
    return a.st_mtim.tv_sec != b.st_mtim.tv_sec ? a.st_mtim.tv_sec > b.st_mtim.tv_sec
                                                : a.st_mtim.tv_nsec > b.st_mtim.tv_nsec;
}

/* Whether the descriptor is still what the path names: the last holder may have removed the file between our
 * opening and locking it. */
static bool still_named(int descriptor, const char *path)
{
    struct stat opened;
    struct stat named;
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

static enum status take_lock(struct run_files *files, struct error *error)
{
    for (;;) {
        int descriptor = open(files->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor < 0) {
            return error_set(error, STATUS_FAILED, "cannot create %s: %s", files->lock, strerror(errno));
        }
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            close(descriptor);
            error_set(error, STATUS_INPUT, "%s is being written by another bassin", files->result);
            error_hint(error, "wait until it is done, or give another file with -o");
            return STATUS_INPUT;
        }
        /* A file system without locks is no reason not to run. */
        if (still_named(descriptor, files->lock)) {
            files->lock_descriptor = descriptor;
            return STATUS_OK;
        }
        close(descriptor);
    }
}

static void release_lock(struct run_files *files)
{
    if (files->lock_descriptor >= 0) {
        unlink(files->lock);
        close(files->lock_descriptor);
        files->lock_descriptor = -1;
    }
}

/* Rows of each panel at the checkpoint, which must be of this scenario; the caller frees. */
static enum status read_rows(const struct run_files *files, const struct scenario *scenario, uint64_t **rows,
                             struct error *error)
{
    *rows = memory_alloc(scenario->model->panel_count, sizeof **rows);
    if (*rows == NULL) {
        return error_memory(error, "spool");
    }
    return checkpoint_read_rows(files->checkpoint, scenario, *rows, error);
}

static enum status open_spool(struct run_files *files, const struct scenario *scenario, const uint64_t *rows,
                              struct error *error)
{
    files->spooling = true;
    return spool_init(&files->spool, files->result, scenario->model->panels, scenario->model->panel_count,
                      rows, error);
}

static enum status open_resumed(struct run_files *files, const struct scenario *scenario, bool force,
                                struct error *error)
{
    uint64_t *rows = NULL;
    enum status status = STATUS_OK;
    if (!exists(files->checkpoint)) {
        status = error_set(error, STATUS_INPUT, "nothing to resume: there is no %s", files->checkpoint);
        error_hint(error,
                   exists(files->result) ? "%s is there already: the run seems to be complete"
                                         : "without --resume the run that gives %s begins anew",
                   files->result);
        goto out;
    }
    TRY(read_rows(files, scenario, &rows, error));
    files->resumable = true;
    /* The run was killed between putting the result in place and removing the checkpoint. */
    files->complete = newer(files->result, files->checkpoint);
    if (!files->complete) {
        TRY(result_check_path(files->result, force, error));
    }
    TRY(open_spool(files, scenario, rows, error));
out:
    memory_free(rows);
    return status;
}

static enum status open_fresh(struct run_files *files, const struct scenario *scenario, bool force,
                              struct error *error)
{
    enum status status = STATUS_OK;
    if (exists(files->checkpoint)) {
        if (!force) {
            status = error_set(error, STATUS_INPUT, "%s holds a run that was interrupted", files->checkpoint);
            error_hint(error, "--resume continues it, --force begins anew");
            goto out;
        }
        /* Before the spool: an old checkpoint with a new spool would resume to nonsense. */
        if (unlink(files->checkpoint) != 0) {
            status =
                error_set(error, STATUS_FAILED, "cannot remove %s: %s", files->checkpoint, strerror(errno));
            goto out;
        }
    }
    TRY(open_spool(files, scenario, NULL, error));
out:
    return status;
}

enum status run_files_open(struct run_files *files, const struct scenario *scenario,
                           struct run_files_request request, struct error *error)
{
    enum status status = STATUS_OK;
    files->lock_descriptor = -1;
    snprintf(files->checkpoint, sizeof files->checkpoint, "%s.checkpoint", files->result);
    snprintf(files->lock, sizeof files->lock, "%s.lock", files->result);
    /* A complete result may stand in the way of a run that is resumed only to find that it is complete. */
    TRY(result_check_path(files->result, request.force || request.resume, error));
    TRY(take_lock(files, error));
    if (request.resume) {
        TRY(open_resumed(files, scenario, request.force, error));
    } else {
        TRY(open_fresh(files, scenario, request.force, error));
    }
out:
    return status;
}

struct panel_sink run_files_sink(struct run_files *files)
{
    return spool_sink(&files->spool);
}

enum status run_files_checkpoint(struct run_files *files, struct run *run, struct error *error)
{
    enum status status = checkpoint_write(files->checkpoint, run, &files->spool, error);
    files->resumable |= status == STATUS_OK;
    return status;
}

enum status run_files_finish(struct run_files *files, struct run *run, const char *command_line,
                             bool overwrite, struct error *error)
{
    struct result_options options = {files->result, command_line, overwrite};
    enum status status = result_write(&options, run, &files->spool, error);
    files->complete = status == STATUS_OK;
    return status;
}

void run_files_close(struct run_files *files)
{
    if (files->complete && files->resumable) {
        unlink(files->checkpoint); /* first: without it the spool is of no use */
        files->resumable = false;
    }
    if (files->spooling) {
        spool_clear(&files->spool, !files->resumable);
        files->spooling = false;
    }
    release_lock(files);
}
