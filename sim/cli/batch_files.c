#include "sim/cli/batch_files.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/result_file.h"
#include "version.h"

static bool exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

static void name_files(struct batch_files *files)
{
    snprintf(files->journal_path, sizeof files->journal_path, "%s.members", files->result);
    snprintf(files->lock_path, sizeof files->lock_path, "%s.lock", files->result);
    snprintf(files->partial, sizeof files->partial, "%s.partial", files->result);
}

/* ---- what is there ---- */

/* A result of the same experiment is gone on with. */
static enum status open_previous(struct batch_files *files, bool force, struct error *error)
{
    struct error reason = {0};
    if (!exists(files->result) || force) {
        return STATUS_OK;
    }
    const struct model *model = files->experiment->model;
    enum status status = batch_is(files->result)
                             ? batch_load(&files->previous, files->result, &model, 1, &reason)
                             : STATUS_INPUT;
    files->has_previous = status == STATUS_OK && files->previous.identity == files->identity &&
                          files->previous.table.count == files->table.count;
    if (files->has_previous) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "\"%s\" exists already and is not of this experiment as it is now",
              files->result);
    error_hint(error, "choose another name with -o, or --force to replace it");
    return STATUS_INPUT;
}

static enum status take_over(struct batch_files *files, struct error *error)
{
    const struct member_table *there = &files->previous.table;
    for (size_t i = 0; files->has_previous && i < there->count; i++) {
        if (there->status[i] == MEMBER_DONE) {
            member_table_done(&files->table, i, there->digest[i]);
        } else if (there->status[i] == MEMBER_FAILED) {
            PASS(member_table_failed(&files->table, i, there->why[i], error));
        }
    }
    return STATUS_OK;
}

static enum status open_journal(struct batch_files *files, bool force, struct error *error)
{
    bool there = exists(files->journal_path);
    if (there && !journal_is(files->journal_path)) {
        error_set(error, STATUS_INPUT, "%s is there already and is no journal of this program",
                  files->journal_path);
        error_hint(error, "move it away, or give another file with -o");
        return STATUS_INPUT;
    }
    if (there && force) {
        unlink(files->journal_path);
    }
    files->owned = !there; /* what is begun here is removed again when it cannot be written */
    PASS(journal_open(&files->journal, files->journal_path, files->identity, &files->shape, &files->table,
                      error));
    files->owned = true;
    return STATUS_OK;
}

/* What a kill left of a result that was being written. */
static enum status remove_partial(struct batch_files *files, struct error *error)
{
    if (!exists(files->partial)) {
        return STATUS_OK;
    }
    if (files->lock.left_over) {
        unlink(files->partial);
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "%s is there already", files->partial);
    error_hint(error, "move it away, or give another file with -o");
    return STATUS_INPUT;
}

enum status batch_files_open(struct batch_files *files, const struct experiment *experiment, bool force,
                             struct error *error)
{
    files->experiment = experiment;
    files->overwrite = force;
    name_files(files);
    PASS(experiment_identity(experiment, BASSIN_VERSION " " BASSIN_COMMIT, &files->identity, error));
    PASS(member_shape_init(&files->shape, experiment, error));
    PASS(member_table_init(&files->table, experiment_members(experiment), error));
    PASS(result_check_path(files->result, true, error));
    PASS(run_lock_take(&files->lock, files->lock_path, files->result, error));
    PASS(open_previous(files, force, error));
    PASS(take_over(files, error));
    PASS(remove_partial(files, error));
    PASS(open_journal(files, force, error));
    files->lock.left_over = false;
    return STATUS_OK;
}

/* ---- the result ---- */

static bool is_new(const struct batch_files *files, size_t member)
{
    return files->journal.at[member] != 0;
}

static enum status read_slice(const void *context, size_t member, size_t slice, void *cells,
                              struct error *error)
{
    const struct batch_files *files = context;
    return is_new(files, member) ? journal_read(&files->journal, member, slice, cells, error)
                                 : batch_read(&files->previous, member, slice, cells, error);
}

static enum status read_panels(const void *context, size_t member, struct panel_index *index,
                               struct error *error)
{
    struct batch_files *files = (struct batch_files *)(uintptr_t)context;
    return is_new(files, member) ? journal_panels(&files->journal, member, index, &files->pieces_at, error)
                                 : batch_panels(&files->previous, member, index, error);
}

static enum status read_piece(const void *context, size_t member, const struct panel_index *index,
                              const struct panel_piece *piece, struct text_buffer *packed,
                              struct error *error)
{
    const struct batch_files *files = context;
    return is_new(files, member)
               ? journal_piece(&files->journal, files->pieces_at, index, piece, packed, error)
               : batch_piece(&files->previous, member, index, piece, packed, error);
}

bool batch_files_has_news(const struct batch_files *files)
{
    bool news = false;
    for (size_t i = 0; files->journal.at != NULL && i < files->table.count && !news; i++) {
        bool failed = files->table.status[i] == MEMBER_FAILED &&
                      !(files->has_previous && files->previous.table.status[i] == MEMBER_FAILED);
        news = files->journal.at[i] != 0 || failed;
    }
    return news;
}

enum status batch_files_write(struct batch_files *files, const char *command_line, struct error *error)
{
    const struct result_options options = {files->result, command_line,
                                           files->overwrite || files->has_previous};
    const struct batch_content content = {
        .experiment = files->experiment,
        .shape = &files->shape,
        .table = &files->table,
        .identity = files->identity,
        .source = {files, read_slice, read_panels, read_piece},
    };
    enum status status = journal_sync(&files->journal, error);
    if (status == STATUS_OK) {
        status = batch_write(&options, &content, error);
    }
    files->written = status == STATUS_OK;
    return status;
}

void batch_files_close(struct batch_files *files)
{
    bool needless = files->owned && (files->written || !batch_files_has_news(files));
    journal_close(&files->journal, needless);
    files->lock.left_over |= exists(files->partial);
    run_lock_release(&files->lock, files->lock_path);
    batch_unload(&files->previous);
    member_table_clear(&files->table);
    if (files->shape.frame.model != NULL) {
        member_shape_clear(&files->shape);
    }
}
