/* Files that appear whole or not at all: written under a temporary name beside the target, synced to the
 * disk, then renamed to it.
 *
 *     TRY(whole_file_begin(&file, path, error));
 *     ... write file.temporary ...
 *     TRY(whole_file_commit(&file, true, error));
 *   out:
 *     whole_file_clear(&file);             removes the temporary file unless it was committed
 */
#ifndef SIM_IO_WHOLE_FILE_H
#define SIM_IO_WHOLE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct whole_file {
    char *path;
    char *temporary; /* "PATH.partial"; NULL: there is none */
    int descriptor;  /* of the temporary file */
};

/* Creates the temporary file. One that is there already is somebody else's: a failure. */
enum status whole_file_begin(struct whole_file *file, const char *path, struct error *error);

/* Syncs the temporary file, renames it, syncs the folder. Without `replace` an existing file stays as it is,
 * and so does the temporary one, which then holds all that was written. */
enum status whole_file_commit(struct whole_file *file, bool replace, struct error *error);

/* Legal after a failed begin and on a zeroed struct. */
void whole_file_clear(struct whole_file *file);

/* All `count` bytes at `at` of an open file; messages name `path`. */
enum status file_write(int descriptor, const char *path, uint64_t at, const void *bytes, size_t count,
                       struct error *error);
enum status file_read(int descriptor, const char *path, uint64_t at, void *bytes, size_t count,
                      struct error *error);

/* Opens an empty file in the folder of `path` that has no name: it goes when it is closed, also by a kill.
 * Where the file system has no such files, it has a name "PATH.XXXXXX" for a moment. */
enum status file_nameless(const char *path, int *descriptor, struct error *error);

/* `count` bytes at `at` of one file to the end of what another has at `*to_at`, which grows. */
enum status file_copy(int from, const char *from_path, uint64_t at, uint64_t count, int to,
                      const char *to_path, uint64_t *to_at, struct error *error);

/* Makes created, renamed and removed names of the folder of `path` durable. */
enum status folder_sync(const char *path, struct error *error);

/* The folder of `path`; free with memory_free. NULL without memory. */
char *folder_of(const char *path);

/* "A" and "B" joined; free with memory_free. NULL without memory. */
char *text_join(const char *a, const char *b);

#endif
