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

/* Opens one file, takes its lock, and cuts it to `rows` rows. */
static enum status open_file(struct spool *spool, size_t panel, bool resuming, uint64_t rows,
                             struct error *error)
{
    const char *path = spool->paths[panel];
    int flags = O_RDWR | O_CLOEXEC | (resuming ? 0 : O_CREAT);
    int file = open(path, flags, 0666);
    if (file < 0) {
        return error_set(error, STATUS_FAILED, "cannot open \"%s\": %s", path, strerror(errno));
    }
    spool->files[panel] = file;
    if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        return error_set(error, STATUS_FAILED, "\"%s\" is in use: another run is writing this result", path);
    }
    off_t size = (off_t)(rows * spool->panels[panel].row_size);
    struct stat facts;
    if (fstat(file, &facts) != 0) {
        return error_set(error, STATUS_FAILED, "cannot read \"%s\": %s", path, strerror(errno));
    }
    if (facts.st_size < size) {
        return error_set(error, STATUS_FAILED,
                         "\"%s\" is shorter (%lld bytes) than its checkpoint says (%lld bytes)", path,
                         (long long)facts.st_size, (long long)size);
    }
    if (ftruncate(file, size) != 0) {
        return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path, strerror(errno));
    }
    spool->rows[panel] = rows;
    return STATUS_OK;
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
    if (spool->files == NULL || spool->paths == NULL || spool->rows == NULL) {
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

static enum status write_rows(void *context, size_t panel, const void *rows, size_t count,
                              struct error *error)
{
    struct spool *spool = context;
    size_t row_size = spool->panels[panel].row_size;
    const char *bytes = rows;
    size_t left = count * row_size;
    off_t offset = (off_t)(spool->rows[panel] * row_size);
    while (left != 0) {
        ssize_t written = pwrite(spool->files[panel], bytes, left, offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", spool->paths[panel],
                             written < 0 ? strerror(errno) : "no bytes were accepted");
        }
        bytes += written;
        left -= (size_t)written;
        offset += written;
    }
    spool->rows[panel] += count;
    return STATUS_OK;
}

struct panel_sink spool_sink(struct spool *spool)
{
    return (struct panel_sink){.context = spool, .write = write_rows};
}

enum status spool_sync(struct spool *spool, struct error *error)
{
    for (size_t i = 0; i < spool->panel_count; i++) {
        if (fdatasync(spool->files[i]) != 0) {
            return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", spool->paths[i],
                             strerror(errno));
        }
    }
    return STATUS_OK;
}

enum status spool_read(struct spool *spool, size_t panel, uint64_t first, size_t count, void *rows,
                       struct error *error)
{
    size_t row_size = spool->panels[panel].row_size;
    char *bytes = rows;
    size_t left = count * row_size;
    off_t offset = (off_t)(first * row_size);
    while (left != 0) {
        ssize_t got = pread(spool->files[panel], bytes, left, offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return error_set(error, STATUS_FAILED, "cannot read \"%s\": %s", spool->paths[panel],
                             got < 0 ? strerror(errno) : "the file is shorter than it was");
        }
        bytes += got;
        left -= (size_t)got;
        offset += got;
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
    memory_free(spool->rows);
    *spool = (struct spool){0};
}
