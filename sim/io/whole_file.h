/* Files that appear whole or not at all: written under a temporary name beside the target, synced to the
 * disk, then renamed over it.
 *
 *     TRY(whole_file_begin(&file, path, error));
 *     ... write file.temporary ...
 *     TRY(whole_file_commit(&file, error));
 *   out:
 *     whole_file_clear(&file);             removes the temporary file unless it was committed
 */
#ifndef SIM_IO_WHOLE_FILE_H
#define SIM_IO_WHOLE_FILE_H

#include "sim/error.h"

struct whole_file {
    char *path;
    char *temporary; /* "PATH.partial" */
};

/* Names the temporary file; one that a killed run left behind is removed. */
enum status whole_file_begin(struct whole_file *file, const char *path, struct error *error);

/* Syncs the closed temporary file, renames it, syncs the folder. */
enum status whole_file_commit(struct whole_file *file, struct error *error);

/* Legal after a failed begin and on a zeroed struct. */
void whole_file_clear(struct whole_file *file);

/* Makes created, renamed and removed names of the folder of `path` durable. */
enum status folder_sync(const char *path, struct error *error);

/* "A" and "B" joined; free with memory_free. NULL without memory. */
char *text_join(const char *a, const char *b);

#endif
