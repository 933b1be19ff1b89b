/* The text of a scenario: one file with all that it includes, and where each line of it stands.
 *
 * libconfig resolves @include against one folder for all files and tells lines, not columns; here a file
 * is included relative to the one that names it, and every byte of the joined text has its place. */
#ifndef SIM_IO_SOURCE_TEXT_H
#define SIM_IO_SOURCE_TEXT_H

#include <stddef.h>

#include "sim/error.h"
#include "sim/io/text_buffer.h"

struct source_line {
    const char *file;
    int number;
    size_t begin; /* offset in the text */
};

struct source {
    struct text_buffer text; /* UTF-8 lines that end with \n; no control characters but tabs */
    struct source_line *lines;
    size_t line_count;
    size_t line_capacity;
    char **files; /* names as they are shown in messages */
    size_t file_count;
    size_t file_capacity;
};

/* Reads `path` ("-": standard input, shown as "<stdin>") and what it includes. STATUS_INPUT when a file
 * cannot be read, is not text, or includes itself. `source_clear` is legal after a failure. */
enum status source_read(struct source *source, const char *path, struct error *error);

/* The same for text that is in memory; messages call it `name`. */
enum status source_read_memory(struct source *source, const char *name, const char *text,
                               struct error *error);
void source_clear(struct source *source);

/* Where the byte at `offset` stands; columns count characters, from 1. */
struct place source_place(const struct source *source, size_t offset);

/* The caller takes the names of files, which places point to. */
void source_release_files(struct source *source, char ***files, size_t *count);

#endif
