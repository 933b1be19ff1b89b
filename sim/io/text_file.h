/* Files that a user names, read as a whole and checked line by line, so that a fault has its place. */
#ifndef SIM_IO_TEXT_FILE_H
#define SIM_IO_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "sim/error.h"
#include "sim/text.h"

/* Most bytes of all files together: a scenario is not a data base, and /dev/zero has no end. */
enum { TEXT_FILE_MAX = 256 << 20 };

/* Which file it is, whatever its name. */
struct text_file_identity {
    dev_t device;
    ino_t inode;
};

/* All bytes of `path`. `place` is where it is named, NULL: on the command line. STATUS_INPUT when it cannot
 * be read. */
enum status text_file_load(const char *path, bool is_stdin, const struct place *place,
                           struct text_buffer *bytes, struct text_file_identity *identity,
                           struct error *error);

/* "NAME" as it is meant in `file`, the one that names it: in the same folder, unless it begins with a slash.
 */
enum status text_file_path(const char *file, const char *name, size_t length, struct text_buffer *path,
                           struct error *error);

/* One line. Zeroed but for place.file, it stands before the first. */
struct text_line {
    const char *text;
    size_t length; /* without the end of line */
    struct place place;
};

/* Where the first line begins: after the mark of UTF-8, if there is one. */
size_t text_file_begin(const struct text_buffer *bytes);

/* The next line from `*at`; its end may be \n or \r\n. */
void text_line_next(const struct text_buffer *bytes, size_t *at, struct text_line *line);

/* STATUS_INPUT unless it is UTF-8 without control characters but tabs. */
enum status text_line_check(const struct text_line *line, struct error *error);

/* The column that comes after `length` bytes, from 1; columns count characters. */
int text_line_column(const char *line, size_t length);

#endif
