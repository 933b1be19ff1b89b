#include "sim/io/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/whole_file.h"
#include "sim/memory.h"

static char *spool_path(const char *result_path, const char *panel)
{
    char *head = text_join(result_path, ".");
    char *body = head != NULL ? text_join(head, panel) : NULL;
    char *path = body != NULL ? text_join(body, ".partial") : NULL;
    memory_free(head);
    memory_free(body);
    return path;
}

/* ---- the file: frames, one after the other ---- */

/* What is in a frame: a packed chunk, or rows as they are that a later chunk holds again. */
static const char mark_packed[] = "packed\n";
static const char mark_rows[] = "rows  \n";

struct frame {
    char mark[8];
    uint64_t rows;
    uint64_t bytes; /* that follow */
};

static enum status write_bytes(const struct spool *spool, size_t panel, const void *from, size_t count,
                               uint64_t *at, struct error *error)
{
    const char *bytes = from;
    while (count != 0) {
        ssize_t written = pwrite(spool->files[panel], bytes, count, (off_t)*at);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", spool->paths[panel],
                             written < 0 ? strerror(errno) : "no bytes were accepted");
        }
        bytes += written;
        count -= (size_t)written;
        *at += (uint64_t)written;
    }
    return STATUS_OK;
}

static enum status read_bytes(const struct spool *spool, size_t panel, void *to, size_t count, uint64_t *at,
                              struct error *error)
{
    char *bytes = to;
    while (count != 0) {
        ssize_t got = pread(spool->files[panel], bytes, count, (off_t)*at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return error_set(error, STATUS_FAILED, "cannot read \"%s\": %s", spool->paths[panel],
                             got < 0 ? strerror(errno) : "the file is shorter than it was");
        }
        bytes += got;
        count -= (size_t)got;
        *at += (uint64_t)got;
    }
    return STATUS_OK;
}

static enum status damaged(const struct spool *spool, size_t panel, struct error *error)
{
    return error_set(error, STATUS_FAILED, "\"%s\" is damaged", spool->paths[panel]);
}

static bool is_packed(const struct frame *frame)
{
    return memcmp(frame->mark, mark_packed, sizeof frame->mark) == 0;
}

static enum status read_frame(const struct spool *spool, size_t panel, struct frame *frame, uint64_t *at,
                              struct error *error)
{
    enum status status = read_bytes(spool, panel, frame, sizeof *frame, at, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool rows = memcmp(frame->mark, mark_rows, sizeof frame->mark) == 0;
    bool right =
        rows ? frame->rows <= SPOOL_CHUNK_ROWS && frame->bytes == frame->rows * spool->panels[panel].row_size
             : is_packed(frame) && frame->rows == SPOOL_CHUNK_ROWS;
    return right ? STATUS_OK : damaged(spool, panel, error);
}

/* Packs the rows that wait, into a chunk that is as short as they are if they are all there are. */
static enum status pack_waiting(const struct spool *spool, size_t panel, struct error *error)
{
    static const struct parallel alone = {.threads = 1};
    struct spool_panel *state = &spool->states[panel];
    uint64_t rows = spool->rows[panel];
    size_t chunk_rows = rows < SPOOL_CHUNK_ROWS ? (size_t)rows : SPOOL_CHUNK_ROWS;
    enum status status = panel_pack_reserve(&state->pack, &spool->panels[panel], chunk_rows, error);
    if (status != STATUS_OK) {
        return status;
    }
    return panel_pack_rows(&state->pack, spool->parallel != NULL ? spool->parallel : &alone, state->waiting,
                           state->count, chunk_rows, error);
}

/* The rows that wait become a chunk of the file. On failure they wait on, and the file ends where it did. */
static enum status write_chunk(const struct spool *spool, size_t panel, struct error *error)
{
    const struct panel_spec *spec = &spool->panels[panel];
    struct spool_panel *state = &spool->states[panel];
    const struct panel_pack *pack = &state->pack;
    uint64_t at = state->end;
    struct frame frame = {.rows = SPOOL_CHUNK_ROWS};
    enum status status = STATUS_OK;
    TRY(pack_waiting(spool, panel, error));
    memcpy(frame.mark, mark_packed, sizeof frame.mark);
    frame.bytes = spec->column_count * sizeof pack->sizes[0];
    for (size_t i = 0; i < spec->column_count; i++) {
        frame.bytes += pack->sizes[i];
    }
    TRY(write_bytes(spool, panel, &frame, sizeof frame, &at, error));
    TRY(write_bytes(spool, panel, pack->sizes, spec->column_count * sizeof pack->sizes[0], &at, error));
    for (size_t i = 0; i < spec->column_count; i++) {
        TRY(write_bytes(spool, panel, pack->columns[i], pack->sizes[i], &at, error));
    }
    state->end = at;
    state->count = 0;
    state->durable = 0;
out:
    return status;
}

/* Appends the rows that wait and are not in the file yet. */
static enum status write_waiting(const struct spool *spool, size_t panel, struct error *error)
{
    size_t row_size = spool->panels[panel].row_size;
    struct spool_panel *state = &spool->states[panel];
    uint64_t at = state->end;
    size_t count = state->count - state->durable;
    struct frame frame = {.rows = count, .bytes = count * row_size};
    enum status status = STATUS_OK;
    if (count == 0) {
        return STATUS_OK;
    }
    memcpy(frame.mark, mark_rows, sizeof frame.mark);
    TRY(write_bytes(spool, panel, &frame, sizeof frame, &at, error));
    TRY(write_bytes(spool, panel, state->waiting + state->durable * row_size, frame.bytes, &at, error));
    state->end = at;
    state->durable = state->count;
out:
    return status;
}

/* Goes through the frames to where `rows` rows were durable; those without a chunk wait again. */
static enum status find_rows(const struct spool *spool, size_t panel, uint64_t rows, uint64_t size,
                             struct error *error)
{
    struct spool_panel *state = &spool->states[panel];
    uint64_t found = 0;
    enum status status = STATUS_OK;
    while (found < rows) {
        struct frame frame = {.bytes = 0};
        uint64_t at = state->end;
        if (at + sizeof frame <= size) {
            TRY(read_frame(spool, panel, &frame, &at, error));
        }
        if (at == state->end || frame.bytes > size - at) {
            return error_set(error, STATUS_FAILED,
                             "\"%s\" has fewer rows (%llu) than its checkpoint says (%llu)",
                             spool->paths[panel], (unsigned long long)found, (unsigned long long)rows);
        }
        if (is_packed(&frame)) {
            found += frame.rows - state->count;
            state->count = 0;
            at += frame.bytes;
        } else if (frame.rows <= SPOOL_CHUNK_ROWS - state->count) {
            unsigned char *to = state->waiting + state->count * spool->panels[panel].row_size;
            TRY(read_bytes(spool, panel, to, frame.bytes, &at, error));
            found += frame.rows;
            state->count += frame.rows;
        } else {
            TRY(damaged(spool, panel, error));
        }
        state->end = at;
    }
    state->durable = state->count;
    if (found != rows) {
        TRY(damaged(spool, panel, error));
    }
out:
    return status;
}

/* ---- the spool ---- */

/* Opens one file, takes its lock, and cuts it to `rows` rows. */
static enum status open_file(struct spool *spool, size_t panel, bool resuming, uint64_t rows,
                             struct error *error)
{
    const char *path = spool->paths[panel];
    struct spool_panel *state = &spool->states[panel];
    int flags = O_RDWR | O_CLOEXEC | (resuming ? 0 : O_CREAT);
    struct stat facts;
    enum status status = STATUS_OK;
    state->waiting = memory_alloc(SPOOL_CHUNK_ROWS, spool->panels[panel].row_size);
    if (state->waiting == NULL) {
        return error_memory(error, "spool");
    }
    int file = open(path, flags, 0666);
    if (file < 0) {
        return error_set(error, STATUS_FAILED, "cannot open \"%s\": %s", path, strerror(errno));
    }
    spool->files[panel] = file;
    if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        return error_set(error, STATUS_FAILED, "\"%s\" is in use: another run is writing this result", path);
    }
    if (fstat(file, &facts) != 0) {
        return error_set(error, STATUS_FAILED, "cannot read \"%s\": %s", path, strerror(errno));
    }
    TRY(find_rows(spool, panel, rows, (uint64_t)facts.st_size, error));
    if (ftruncate(file, (off_t)state->end) != 0) {
        return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path, strerror(errno));
    }
    spool->rows[panel] = rows;
out:
    return status;
}

enum status spool_init(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                       size_t panel_count, const uint64_t *rows, struct error *error)
{
    enum status status = STATUS_OK;
    size_t opened = 0;
    *spool = (struct spool){.panels = panels};
    spool->files = memory_alloc(panel_count, sizeof *spool->files);
    spool->paths = memory_alloc(panel_count, sizeof *spool->paths);
    spool->rows = memory_alloc(panel_count, sizeof *spool->rows);
    spool->states = memory_alloc(panel_count, sizeof *spool->states);
    if (spool->files == NULL || spool->paths == NULL || spool->rows == NULL || spool->states == NULL) {
        TRY(error_memory(error, "spool"));
    }
    for (size_t i = 0; i < panel_count; i++) {
        spool->files[i] = -1;
    }
    spool->panel_count = panel_count;
    for (; opened < panel_count; opened++) {
        spool->paths[opened] = spool_path(result_path, panels[opened].name);
        if (spool->paths[opened] == NULL) {
            TRY(error_memory(error, "spool"));
        }
        TRY(open_file(spool, opened, rows != NULL, rows != NULL ? rows[opened] : 0, error));
    }
    if (panel_count != 0) {
        TRY(folder_sync(spool->paths[0], error));
    }
out:
    if (status != STATUS_OK) {
        for (size_t i = 0; i < opened && rows == NULL; i++) {
            unlink(spool->paths[i]);
        }
        spool_clear(spool, false);
    }
    return status;
}

void spool_use_threads(struct spool *spool, const struct parallel *parallel)
{
    spool->parallel = parallel;
}

/* A full chunk is written when the next row comes: until then it may be all there is. */
static enum status write_rows(void *context, size_t panel, const void *rows, size_t count,
                              struct error *error)
{
    struct spool *spool = context;
    struct spool_panel *state = &spool->states[panel];
    size_t row_size = spool->panels[panel].row_size;
    const unsigned char *from = rows;
    enum status status = STATUS_OK;
    while (count != 0) {
        if (state->count == SPOOL_CHUNK_ROWS) {
            TRY(write_chunk(spool, panel, error));
        }
        size_t room = SPOOL_CHUNK_ROWS - state->count;
        size_t part = count < room ? count : room;
        memcpy(state->waiting + state->count * row_size, from, part * row_size);
        state->count += part;
        spool->rows[panel] += part;
        from += part * row_size;
        count -= part;
    }
out:
    return status;
}

struct panel_sink spool_sink(struct spool *spool)
{
    return (struct panel_sink){.context = spool, .write = write_rows};
}

enum status spool_sync(struct spool *spool, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < spool->panel_count; i++) {
        TRY(write_waiting(spool, i, error));
        if (fdatasync(spool->files[i]) != 0) {
            return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", spool->paths[i],
                             strerror(errno));
        }
    }
out:
    return status;
}

/* ---- reading ---- */

void spool_rewind(struct spool *spool, size_t panel)
{
    spool->states[panel].at = 0;
    panel_pack_clear(&spool->states[panel].pack);
}

static enum status read_chunk(const struct spool *spool, size_t panel, uint64_t *at, struct error *error)
{
    const struct panel_spec *spec = &spool->panels[panel];
    struct panel_pack *pack = &spool->states[panel].pack;
    enum status status = STATUS_OK;
    TRY(panel_pack_reserve(pack, spec, SPOOL_CHUNK_ROWS, error));
    TRY(read_bytes(spool, panel, pack->sizes, spec->column_count * sizeof pack->sizes[0], at, error));
    for (size_t i = 0; i < spec->column_count; i++) {
        if (pack->sizes[i] > column_pack_bound(spec->columns[i].type, SPOOL_CHUNK_ROWS)) {
            TRY(damaged(spool, panel, error));
        }
        TRY(read_bytes(spool, panel, pack->columns[i], pack->sizes[i], at, error));
    }
out:
    return status;
}

enum status spool_next(struct spool *spool, size_t panel, const struct panel_pack **chunk,
                       struct error *error)
{
    struct spool_panel *state = &spool->states[panel];
    enum status status = STATUS_OK;
    *chunk = &state->pack;
    while (state->at < state->end) {
        struct frame frame;
        TRY(read_frame(spool, panel, &frame, &state->at, error));
        if (is_packed(&frame)) {
            TRY(read_chunk(spool, panel, &state->at, error));
            return STATUS_OK;
        }
        state->at += frame.bytes;
    }
    TRY(pack_waiting(spool, panel, error));
out:
    return status;
}

void spool_clear(struct spool *spool, int remove)
{
    for (size_t i = 0; spool->files != NULL && spool->paths != NULL && i < spool->panel_count; i++) {
        if (remove && spool->paths[i] != NULL) {
            unlink(spool->paths[i]);
        }
        if (spool->files[i] >= 0) {
            close(spool->files[i]);
        }
        memory_free(spool->paths[i]);
    }
    for (size_t i = 0; spool->states != NULL && i < spool->panel_count; i++) {
        memory_free(spool->states[i].waiting);
        panel_pack_clear(&spool->states[i].pack);
    }
    memory_free(spool->states);
    memory_free(spool->files);
    memory_free(spool->paths);
    memory_free(spool->rows);
    *spool = (struct spool){0};
}
