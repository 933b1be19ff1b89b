#include "sim/io/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = text_join(slash != NULL ? path : ".", "");
    if (folder != NULL && slash != NULL) {
        folder[slash == path ? 1 : slash - path] = '\0';
    }
    return folder;
}

enum status whole_file_begin(struct whole_file *file, const char *path, struct error *error)
{
    *file = (struct whole_file){.path = text_join(path, "")};
    char *temporary = text_join(path, ".partial");
    enum status status = STATUS_OK;
    if (file->path == NULL || temporary == NULL) {
        status = error_memory(error, "file name");
    } else if ((file->descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) < 0) {
        status = error_set(error, STATUS_FAILED, "cannot create \"%s\": %s", temporary, strerror(errno));
    } else {
        file->temporary = temporary;
        return STATUS_OK;
    }
    memory_free(temporary);
    whole_file_clear(file);
    return status;
}

static void let_go(struct whole_file *file)
{
    close(file->descriptor);
    memory_free(file->temporary);
    file->temporary = NULL;
}

void whole_file_clear(struct whole_file *file)
{
    if (file->temporary != NULL) {
        unlink(file->temporary);
        let_go(file);
    }
    memory_free(file->path);
    *file = (struct whole_file){0};
}

enum status file_write(int descriptor, const char *path, uint64_t at, const void *bytes, size_t count,
                       struct error *error)
{
    for (size_t done = 0; done < count;) {
        ssize_t written = pwrite(descriptor, (const char *)bytes + done, count - done, (off_t)(at + done));
        if (written == 0 || (written < 0 && errno != EINTR)) {
            return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", path,
                             written < 0 ? strerror(errno) : "no bytes were accepted");
        }
        done += written > 0 ? (size_t)written : 0;
    }
    return STATUS_OK;
}

enum status file_read(int descriptor, const char *path, uint64_t at, void *bytes, size_t count,
                      struct error *error)
{
    for (size_t done = 0; done < count;) {
        ssize_t got = pread(descriptor, (char *)bytes + done, count - done, (off_t)(at + done));
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return error_set(error, STATUS_FAILED, "cannot read \"%s\": %s", path,
                             got < 0 ? strerror(errno) : "the file is shorter than it was");
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return STATUS_OK;
}

/* For file systems that know no files without names (NFS): a kill in between leaves an empty file. */
static int open_and_unlink(const char *path)
{
    char *name = text_join(path, ".XXXXXX");
    int descriptor = name != NULL ? mkostemp(name, O_CLOEXEC) : -1;
    if (descriptor >= 0) {
        unlink(name);
    }
    memory_free(name);
    return descriptor;
}

enum status file_nameless(const char *path, int *descriptor, struct error *error)
{
    char *folder = folder_of(path);
    if (folder == NULL) {
        return error_memory(error, "file name");
    }
    *descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (*descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
        *descriptor = open_and_unlink(path);
    }
    memory_free(folder);
    return *descriptor >= 0 ? STATUS_OK
                            : error_set(error, STATUS_FAILED, "cannot create a file beside \"%s\": %s", path,
                                        strerror(errno));
}

enum status file_copy(int from, const char *from_path, uint64_t at, uint64_t count, int to,
                      const char *to_path, uint64_t *to_at, struct error *error)
{
    enum { PIECE = 1 << 18 };
    char *bytes = memory_alloc(PIECE, 1);
    enum status status = bytes == NULL ? error_memory(error, "copy of a file") : STATUS_OK;
    while (count > 0 && status == STATUS_OK) {
        size_t piece = count < PIECE ? (size_t)count : PIECE;
        TRY(file_read(from, from_path, at, bytes, piece, error));
        TRY(file_write(to, to_path, *to_at, bytes, piece, error));
        at += piece;
        *to_at += piece;
        count -= piece;
    }
out:
    memory_free(bytes);
    return status;
}

enum status folder_sync(const char *path, struct error *error)
{
    char *folder = folder_of(path);
    if (folder == NULL) {
        return error_memory(error, "file name");
    }
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
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

/* Fails with EEXIST rather than replace a file. Not every file system can: then there is a look before. */
static int rename_to_new(const char *from, const char *to)
{
    struct stat about;
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return -1;
    }
    if (lstat(to, &about) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from, to);
}

enum status whole_file_commit(struct whole_file *file, bool replace, struct error *error)
{
    if (fsync(file->descriptor) != 0) {
        return error_set(error, STATUS_FAILED, "cannot write \"%s\": %s", file->path, strerror(errno));
    }
    if ((replace ? rename(file->temporary, file->path) : rename_to_new(file->temporary, file->path)) == 0) {
        let_go(file);
        return folder_sync(file->path, error);
    }
    if (errno != EEXIST) {
        return error_set(error, STATUS_FAILED, "cannot rename \"%s\" to \"%s\": %s", file->temporary,
                         file->path, strerror(errno));
    }
    error_set(error, STATUS_INPUT, "\"%s\" exists already", file->path);
    error_hint(error, "what was to be there is whole in \"%.180s\"", file->temporary);
    let_go(file);
    return STATUS_INPUT;
}
