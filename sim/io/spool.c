#include "sim/io/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libdeflate.h>

#include "sim/io/whole_file.h"
#include "sim/memory.h"

char *spool_path(const char *result_path, const char *panel)
{
    char *head = text_join(result_path, ".");
    char *body = head != NULL ? text_join(head, panel) : NULL;
    char *path = body != NULL ? text_join(body, ".partial") : NULL;
    memory_free(head);
    memory_free(body);
    return path;
}

enum status spool_read(const struct spool *spool, size_t panel, uint64_t first, size_t count, void *to,
                       uint64_t *digest, struct error *error)
{
    size_t row_size = spool->panels[panel].row_size;
    PASS(file_read(spool->files[panel], spool->paths[panel], first * row_size, to, count * row_size, error));
    *digest = libdeflate_crc32((uint32_t)*digest, to, count * row_size);
    if (first + count == spool->marks[panel].rows && *digest != spool->marks[panel].digest) {
        error_set(error, STATUS_FAILED, "\"%s\" is damaged: its check sum is wrong", spool->paths[panel]);
        error_hint(error, "--force, without --resume, begins the run anew");
        return STATUS_FAILED;
    }
    return STATUS_OK;
}

/* Reads all rows once, to know that they are what was written. */
static enum status check_rows(const struct spool *spool, size_t panel, struct error *error)
{
    enum { MOST = 4096 };
    uint64_t rows = spool->marks[panel].rows;
    uint64_t digest = 0;
    enum status status = STATUS_OK;
    void *chunk = memory_alloc(MOST, spool->panels[panel].row_size);
    if (chunk == NULL) {
        return error_memory(error, "spool");
    }
    for (uint64_t first = 0; first < rows; first += MOST) {
        size_t count = rows - first < MOST ? (size_t)(rows - first) : MOST;
        TRY(spool_read(spool, panel, first, count, chunk, &digest, error));
    }
out:
    memory_free(chunk);
    return status;
}

/* After a failure the rows are none of the spool's: the next write begins where this one did. */
static enum status write_rows(void *context, size_t panel, const void *rows, size_t count,
                              struct error *error)
{
    struct spool *spool = context;
    size_t row_size = spool->panels[panel].row_size;
    struct spool_mark *mark = &spool->marks[panel];
    PASS(file_write(spool->files[panel], spool->paths[panel], mark->rows * row_size, rows, count * row_size,
                    error));
    mark->digest = libdeflate_crc32((uint32_t)mark->digest, rows, count * row_size);
    mark->rows += count;
    return STATUS_OK;
}

struct panel_sink spool_sink(struct spool *spool)
{
    return (struct panel_sink){.context = spool, .write = write_rows};
}

enum status spool_sync(const struct spool *spool, struct error *error)
{
    for (size_t i = 0; i < spool->panel_count; i++) {
        if (fdatasync(spool->files[i]) != 0) {
            return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", spool->paths[i],
                             strerror(errno));
        }
    }
    return STATUS_OK;
}

/* Opens one file, takes its lock, and cuts it to `rows` rows. */
static enum status open_file(struct spool *spool, size_t panel, bool resuming, struct spool_mark mark,
                             struct error *error)
{
    const char *path = spool->paths[panel];
    size_t row_size = spool->panels[panel].row_size;
    int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (resuming ? 0 : O_CREAT);
    struct stat facts;
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
    uint64_t found = (uint64_t)facts.st_size / row_size;
    if (found < mark.rows) {
        return error_set(error, STATUS_FAILED, "\"%s\" has fewer rows (%llu) than its checkpoint says (%llu)",
                         path, (unsigned long long)found, (unsigned long long)mark.rows);
    }
    spool->marks[panel] = mark;
    enum status status = check_rows(spool, panel, error);
    if (status == STATUS_OK && ftruncate(file, (off_t)(mark.rows * row_size)) != 0) {
        status = error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path, strerror(errno));
    }
    return status;
}

/* For files that are not open yet. */
static enum status make_room(struct spool *spool, const struct panel_spec *panels, size_t panel_count,
                             struct error *error)
{
    *spool = (struct spool){.panels = panels};
    spool->files = memory_alloc(panel_count, sizeof *spool->files);
    spool->paths = memory_alloc(panel_count, sizeof *spool->paths);
    spool->marks = memory_alloc(panel_count, sizeof *spool->marks);
    if (spool->files == NULL || spool->paths == NULL || spool->marks == NULL) {
        return error_memory(error, "spool");
    }
    for (size_t i = 0; i < panel_count; i++) {
        spool->files[i] = -1;
    }
    spool->panel_count = panel_count;
    return STATUS_OK;
}

enum status spool_init(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                       size_t panel_count, const struct spool_mark *marks, struct error *error)
{
    enum status status = STATUS_OK;
    size_t opened = 0;
    TRY(make_room(spool, panels, panel_count, error));
    for (; opened < panel_count; opened++) {
        spool->paths[opened] = spool_path(result_path, panels[opened].name);
        if (spool->paths[opened] == NULL) {
            TRY(error_memory(error, "spool"));
        }
        TRY(open_file(spool, opened, marks != NULL, marks != NULL ? marks[opened] : (struct spool_mark){0},
                      error));
    }
    if (panel_count != 0) {
        TRY(folder_sync(spool->paths[0], error));
    }
out:
    if (status != STATUS_OK) {
        for (size_t i = 0; i < opened && marks == NULL; i++) {
            unlink(spool->paths[i]);
        }
        spool_clear(spool, false);
    }
    return status;
}

enum status spool_init_nameless(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                                size_t panel_count, struct error *error)
{
    enum status status = STATUS_OK;
    TRY(make_room(spool, panels, panel_count, error));
    for (size_t i = 0; i < panel_count; i++) {
        spool->paths[i] = spool_path(result_path, panels[i].name);
        if (spool->paths[i] == NULL) {
            TRY(error_memory(error, "spool"));
        }
        TRY(file_nameless(spool->paths[i], &spool->files[i], error));
    }
out:
    if (status != STATUS_OK) {
        spool_clear(spool, false);
    }
    return status;
}

enum status spool_copy(struct spool *to, const struct spool *from, struct error *error)
{
    for (size_t i = 0; i < from->panel_count; i++) {
        uint64_t end = 0;
        PASS(file_copy(from->files[i], from->paths[i], 0, from->marks[i].rows * from->panels[i].row_size,
                       to->files[i], to->paths[i], &end, error));
        to->marks[i] = from->marks[i];
    }
    return STATUS_OK;
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
    memory_free(spool->files);
    memory_free(spool->paths);
    memory_free(spool->marks);
    *spool = (struct spool){0};
}
