/* A file that is written from its beginning to its end and appears whole or not at all.
 *
 * After the first failure nothing more is written, and file_out_commit says what failed; so a writer reads as
 * a list of what is in the file. */
#ifndef SIM_IO_FILE_OUT_H
#define SIM_IO_FILE_OUT_H

#include "sim/io/whole_file.h"
#include "sim/text.h"

struct file_out {
    struct whole_file file;
    struct text_buffer buffer;
    uint64_t at; /* bytes that have left the buffer */
    int (*stopped)(void);
    enum status status;
    struct error *error;
};

/* `stopped` is asked now and then whether to give up (STATUS_STOPPED); NULL: never. */
void file_out_begin(struct file_out *out, const char *path, int (*stopped)(void), struct error *error);

void file_out_bytes(struct file_out *out, const void *bytes, size_t count);
void file_out_text(struct file_out *out, const char *text);

/* `before`, then a cell of a CSV file (RFC 4180), in quotes where it must be. */
void file_out_cell(struct file_out *out, const char *before, const char *text);

/* Notes a failure from elsewhere. */
void file_out_fail(struct file_out *out, enum status status);

/* Puts the file in its place, or removes what was written; an existing file stays unless `replace`. */
enum status file_out_commit(struct file_out *out, bool replace);

#endif
