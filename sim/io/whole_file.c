#include "sim/io/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/memory.h"

char *text_join(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    char *joined = memory_alloc(a_length + b_length + 1, 1);
    if (joined != NULL) {
        memcpy(joined, a, a_length);
        memcpy(joined + a_length, b, b_length);
    }
    return joined;
}

enum status whole_file_begin(struct whole_file *file, const char *path, struct error *error)
{
    *file = (struct whole_file){.path = text_join(path, ""), .temporary = text_join(path, ".partial")};
    if (file->path == NULL || file->temporary == NULL) {
        whole_file_clear(file);
        return error_memory(error, "file name");
    }
    unlink(file->temporary);
    return STATUS_OK;
}

void whole_file_clear(struct whole_file *file)
{
    if (file->temporary != NULL) {
        unlink(file->temporary);
    }
    memory_free(file->path);
    memory_free(file->temporary);
    *file = (struct whole_file){0};
}

enum status folder_sync(const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/');
    char *folder = text_join(path, "");
    if (folder == NULL) {
        return error_memory(error, "file name");
    }
    if (slash != NULL) {
        folder[slash == path ? 1 : slash - path] = '\0';
    }
    int descriptor = open(slash != NULL ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = STATUS_OK;
    /* Some network file systems cannot sync a folder and say EINVAL; there is nothing to do then. */
    if (descriptor < 0 || (fsync(descriptor) != 0 && errno != EINVAL)) {
        status =
            error_set(error, STATUS_FAILED, "cannot sync the folder of \"%s\": %s", path, strerror(errno));
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    memory_free(folder);
    return status;
}

enum status whole_file_commit(struct whole_file *file, struct error *error)
{
    int descriptor = open(file->temporary, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || fsync(descriptor) != 0) {
        enum status status =
            error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", file->path, strerror(errno));
        if (descriptor >= 0) {
            close(descriptor);
        }
        return status;
    }
    close(descriptor);
    if (rename(file->temporary, file->path) != 0) {
        return error_set(error, STATUS_FAILED, "cannot rename \"%s\" to \"%s\": %s", file->temporary,
                         file->path, strerror(errno));
    }
    memory_free(file->temporary);
    file->temporary = NULL;
    return folder_sync(file->path, error);
}
