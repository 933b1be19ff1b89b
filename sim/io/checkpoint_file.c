#include "sim/io/checkpoint_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/date.h"
#include "sim/digest.h"
#include "sim/io/text_file.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"
#include "sim/past.h"
#include "sim/state.h"
#include "version.h"

/* Its frames: this, then those of write_all, one after the other. */
static const char magic[] = "bassin checkpoint 1\n";

/* ---- frames: bytes with their length and a digest of their content and place, so that what has changed on
 * the disk is found before it is used ---- */

struct frame_file {
    int descriptor;
    const char *path; /* borrowed, named in messages */
    uint64_t at;      /* where the next frame is read */
    uint64_t end;     /* of the last frame */
};

struct frame_head {
    uint64_t bytes; /* that follow */
    uint64_t digest;
};

static uint64_t digest_frame(uint64_t place, const void *bytes, size_t count)
{
    return digest_bytes(digest_bytes(0, &place, sizeof place), bytes, count);
}

/* Appends a frame of `count` bytes. After a failure the file ends where it did, and the same can be tried
 * again. */
static enum status frame_append(struct frame_file *file, const void *bytes, size_t count, struct error *error)
{
    struct frame_head head = {.bytes = count, .digest = digest_frame(file->end, bytes, count)};
    PASS(file_write(file->descriptor, file->path, file->end, &head, sizeof head, error));
    PASS(file_write(file->descriptor, file->path, file->end + sizeof head, bytes, count, error));
    file->end += sizeof head + count;
    return STATUS_OK;
}

static enum status frame_damaged(const struct frame_file *file, const char *why, struct error *error)
{
    error_set(error, STATUS_FAILED, "\"%s\" is damaged: %s", file->path, why);
    error_hint(error, "--force, without --resume, begins the run anew");
    return STATUS_FAILED;
}

static enum status frame_head(const struct frame_file *file, struct frame_head *head, struct error *error)
{
    if (file->end - file->at < sizeof *head) {
        return frame_damaged(file, "it ends too early", error);
    }
    enum status status = file_read(file->descriptor, file->path, file->at, head, sizeof *head, error);
    if (status == STATUS_OK && head->bytes > file->end - file->at - sizeof *head) {
        status = frame_damaged(file, "it ends too early", error);
    }
    return status;
}

/* Reads the next frame, which must hold `count` bytes. */
static enum status frame_read(struct frame_file *file, void *bytes, size_t count, struct error *error)
{
    struct frame_head head;
    PASS(frame_head(file, &head, error));
    if (head.bytes != count) {
        PASS(frame_damaged(file, "a part of it has another length than expected", error));
    }
    PASS(file_read(file->descriptor, file->path, file->at + sizeof head, bytes, count, error));
    if (head.digest != digest_frame(file->at, bytes, count)) {
        PASS(frame_damaged(file, "its check sum is wrong", error));
    }
    file->at += sizeof head + count;
    return STATUS_OK;
}

/* ---- what it is a checkpoint of ---- */

static void add_columns(struct text_buffer *text, const char *kind, const char *name,
                        const struct column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_buffer_format(text, "%s %s.%s = type %d\n", kind, name, columns[i].name, (int)columns[i].type);
        add_columns(text, kind, name, columns[i].fields, columns[i].field_count);
    }
}

/* What the state consists of, as lines "NAME = VALUE": another program may declare something else. */
static enum status layout_text(struct run *run, struct text_buffer *text, struct error *error)
{
    const struct model *model = run->model;
    const struct table *table;
    for (size_t i = 0; (table = model->table(run->world, i)) != NULL; i++) {
        add_columns(text, "column", table->name, table->columns, table->column_count);
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        const struct panel_spec *panel = &model->panels[i];
        add_columns(text, "panel", panel->name, panel->columns, panel->column_count);
    }
    const struct output *output;
    for (size_t i = 0; (output = model_output(model, i)) != NULL; i++) {
        text_buffer_format(text, "output %s = type %d, axis %d, (%s)\n", output->name, (int)output->type,
                           (int)output->axis, output->dims);
    }
    return text_buffer_status(text, error);
}

/* The program and all that was decided until the last day before `day`. */
static enum status identity_text(const struct scenario *scenario, int32_t day, struct text_buffer *text,
                                 struct error *error)
{
    int32_t first_day = scenario_first_day(scenario);
    char *past = NULL;
    PASS(past_text(scenario, day > first_day ? day - 1 : first_day, &past, error));
    text_buffer_format(text, "version = %s\ncommit = %s\n", BASSIN_VERSION, BASSIN_COMMIT);
    text_buffer_put(text, past);
    memory_free(past);
    return text_buffer_status(text, error);
}

/* ---- writing ---- */

static enum status write_all(struct frame_file *file, struct run *run, const struct spool *spool,
                             struct error *error)
{
    struct text_buffer identity = {0};
    struct text_buffer layout = {0};
    struct state_piece piece;
    enum status status = STATUS_OK;
    size_t size = state_shape_size(run);
    uint64_t *shape = memory_alloc(size, sizeof *shape);
    if (shape == NULL) {
        return error_memory(error, "checkpoint");
    }
    state_shape(run, shape);
    TRY(identity_text(run->scenario, run->day, &identity, error));
    TRY(layout_text(run, &layout, error));
    TRY(frame_append(file, magic, sizeof magic, error));
    TRY(frame_append(file, shape, size * sizeof *shape, error));
    TRY(frame_append(file, spool != NULL ? spool->marks : NULL,
                     spool != NULL ? spool->panel_count * sizeof *spool->marks : 0, error));
    TRY(frame_append(file, identity.text, identity.length, error));
    TRY(frame_append(file, layout.text, layout.length, error));
    for (size_t i = 0; state_piece(run, i, &piece); i++) {
        TRY(frame_append(file, piece.data, piece.bytes, error));
    }
out:
    memory_free(shape);
    text_buffer_clear(&identity);
    text_buffer_clear(&layout);
    return status;
}

enum status checkpoint_write(const char *path, struct run *run, struct spool *spool, struct error *error)
{
    enum status status = STATUS_OK;
    struct whole_file whole = {0};
    struct frame_file file = {.descriptor = -1, .path = path};
    if (run->finished) {
        return error_set(error, STATUS_FAILED, "a finished run has no checkpoint");
    }
    for (size_t i = 0; i < run->model->panel_count; i++) {
        TRY(panel_flush(&run->sim.panels[i], error));
    }
    if (spool != NULL) {
        TRY(spool_sync(spool, error));
    }
    TRY(whole_file_begin(&whole, path, error));
    file.descriptor = whole.descriptor;
    TRY(write_all(&file, run, spool, error));
    TRY(whole_file_commit(&whole, true, error));
out:
    whole_file_clear(&whole);
    return status;
}

/* ---- reading ---- */

static enum status open_file(struct frame_file *file, const char *path, struct error *error)
{
    struct stat facts;
    char found[sizeof magic];
    *file = (struct frame_file){.path = path};
    file->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0 || fstat(file->descriptor, &facts) != 0) {
        return error_set(error, STATUS_INPUT, "cannot read \"%s\": %s", path, strerror(errno));
    }
    file->end = (uint64_t)facts.st_size;
    if (!S_ISREG(facts.st_mode) || frame_read(file, found, sizeof found, NULL) != STATUS_OK ||
        memcmp(found, magic, sizeof magic) != 0) {
        return error_set(error, STATUS_INPUT, "\"%s\" is not a checkpoint, or it is damaged", path);
    }
    return STATUS_OK;
}

/* The next frame with its length, to be freed by the caller: one byte more than that, which is zero. */
static enum status read_any(struct frame_file *file, void **data, uint64_t *bytes, struct error *error)
{
    struct frame_head head;
    *data = NULL;
    PASS(frame_head(file, &head, error));
    *bytes = head.bytes;
    *data = memory_alloc((size_t)*bytes + 1, 1);
    if (*data == NULL) {
        return error_memory(error, "checkpoint");
    }
    return frame_read(file, *data, (size_t)*bytes, error);
}

/* The next frame must be this text. */
static enum status expect_text(struct frame_file *file, const struct text_buffer *now, struct error *error)
{
    uint64_t bytes;
    void *then = NULL;
    enum status status = STATUS_OK;
    TRY(read_any(file, &then, &bytes, error));
    TRY(past_compare(file->path, then, now->text, error));
out:
    if (status == STATUS_INPUT) {
        error_hint(error, "begin the run anew, without --resume and with --force");
    }
    memory_free(then);
    return status;
}

/* What comes before the state, of a checkpoint from which a scenario may go on. */
struct head {
    void *shape;
    uint64_t shape_bytes;
    void *marks;
    uint64_t marks_bytes;
};

static enum status read_head(struct frame_file *file, const struct scenario *scenario, struct head *head,
                             struct error *error)
{
    struct text_buffer identity = {0};
    enum status status = STATUS_OK;
    *head = (struct head){0};
    TRY(read_any(file, &head->shape, &head->shape_bytes, error));
    TRY(read_any(file, &head->marks, &head->marks_bytes, error));
    if (head->shape_bytes < sizeof(uint64_t)) {
        TRY(frame_damaged(file, "it has no day", error));
    }
    int32_t day = (int32_t) * (const uint64_t *)head->shape;
    TRY(identity_text(scenario, day, &identity, error));
    TRY(expect_text(file, &identity, error));
    if (scenario->run->end < day) {
        char date[11];
        date_format(day, date);
        TRY(error_set(error, STATUS_INPUT, "\"%s\" holds the run on %s, after run.end", file->path, date));
    }
out:
    text_buffer_clear(&identity);
    return status;
}

static void let_go(const struct frame_file *file, const struct head *head)
{
    memory_free(head->shape);
    memory_free(head->marks);
    if (file->descriptor >= 0) {
        close(file->descriptor);
    }
}

enum status checkpoint_read_head(const char *path, const struct scenario *scenario, int32_t *day,
                                 struct spool_mark *marks, struct error *error)
{
    struct frame_file file;
    struct head head = {0};
    enum status status = STATUS_OK;
    TRY(open_file(&file, path, error));
    TRY(read_head(&file, scenario, &head, error));
    if (head.marks_bytes != scenario->model->panel_count * sizeof *marks) {
        TRY(frame_damaged(&file, "its panels are not those of the model", error));
    }
    *day = (int32_t) * (const uint64_t *)head.shape;
    memcpy(marks, head.marks, (size_t)head.marks_bytes);
out:
    let_go(&file, &head);
    return status;
}

enum status checkpoint_read(const char *path, struct run *run, struct error *error)
{
    struct frame_file file;
    struct head head = {0};
    struct text_buffer layout = {0};
    struct state_piece piece;
    enum status status = STATUS_OK;
    TRY(open_file(&file, path, error));
    TRY(read_head(&file, run->scenario, &head, error));
    TRY(layout_text(run, &layout, error));
    TRY(expect_text(&file, &layout, error));
    if (head.shape_bytes != state_shape_size(run) * sizeof(uint64_t)) {
        TRY(frame_damaged(&file, "its tables are not those of the model", error));
    }
    TRY(state_reshape(run, head.shape, error));
    for (size_t i = 0; state_piece(run, i, &piece); i++) {
        TRY(frame_read(&file, piece.data, piece.bytes, error));
    }
    if (file.at != file.end) {
        TRY(frame_damaged(&file, "there is more in it than belongs there", error));
    }
    TRY(run_restored(run, error));
out:
    text_buffer_clear(&layout);
    let_go(&file, &head);
    return status;
}
