#include "sim/io/source_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text_file.h"
#include "sim/memory.h"

enum {
    DEPTH_MAX = 16,   /* of includes */
    FILES_MAX = 1000, /* a hundred files that include each other twice would have no end */
};

/* A file that is being read, and the one that includes it. */
struct open_file {
    const struct open_file *parent;
    const char *name;
    struct text_file_identity identity;
    int depth;
};

static enum status append_line(struct source *source, const struct text_line *line, struct error *error)
{
    enum status status = STATUS_OK;
    if (source->line_count == source->line_capacity) {
        size_t capacity = source->line_capacity < 256 ? 256 : source->line_capacity * 2;
        struct source_line *lines = memory_grow(source->lines, source->line_count, capacity, sizeof *lines);
        if (lines == NULL) {
            return error_memory(error, "lines of a scenario");
        }
        source->lines = lines;
        source->line_capacity = capacity;
    }
    if (source->text.length + line->length > TEXT_FILE_MAX) {
        return error_set_at(error, STATUS_INPUT, &line->place,
                            "the scenario is too large with all it includes");
    }
    source->lines[source->line_count++] =
        (struct source_line){line->place.file, line->place.line, source->text.length};
    TRY(text_buffer_add(&source->text, line->text, line->length, error));
    TRY(text_buffer_add(&source->text, "\n", 1, error));
out:
    return status;
}

/* Keeps a copy of the name for as long as places need it. */
static enum status keep_name(struct source *source, const char *name, const char **kept, struct error *error)
{
    if (source->file_count == source->file_capacity) {
        size_t capacity = source->file_capacity < 8 ? 8 : source->file_capacity * 2;
        char **files = memory_grow(source->files, source->file_count, capacity, sizeof *files);
        if (files == NULL) {
            return error_memory(error, "names of files");
        }
        source->files = files;
        source->file_capacity = capacity;
    }
    char *copy = memory_alloc(strlen(name) + 1, 1);
    if (copy == NULL) {
        return error_memory(error, "names of files");
    }
    strcpy(copy, name);
    source->files[source->file_count++] = copy;
    *kept = copy;
    return STATUS_OK;
}

/* Walks over strings and comments of a line; true while a block comment goes on after it. A string ends with
 * its line: that it may not is said later, with its place. */
static bool skip_line(const struct text_line *line, bool in_comment, size_t *comment_begin)
{
    bool in_string = false;
    for (size_t i = 0; i < line->length; i++) {
        char c = line->text[i];
        char next = i + 1 < line->length ? line->text[i + 1] : '\0';
        if (in_comment) {
            in_comment = !(c == '*' && next == '/');
            i += !in_comment;
        } else if (in_string) {
            in_string = c != '"';
            i += c == '\\';
        } else if (c == '#' || (c == '/' && next == '/')) {
            return false;
        } else if (c == '/' && next == '*') {
            in_comment = true;
            *comment_begin = i++;
        } else {
            in_string = c == '"';
        }
    }
    return in_comment;
}

static size_t skip_blanks(const struct text_line *line, size_t at)
{
    while (at < line->length && (line->text[at] == ' ' || line->text[at] == '\t')) {
        at++;
    }
    return at;
}

static bool is_include(const struct text_line *line)
{
    static const char keyword[] = "@include";
    size_t at = skip_blanks(line, 0);
    return line->length - at >= strlen(keyword) && memcmp(line->text + at, keyword, strlen(keyword)) == 0;
}

/* Finds NAME in `@include "NAME"`, alone on its line. */
static enum status parse_include(const struct text_line *line, const char **name, size_t *length,
                                 struct place *place, struct error *error)
{
    size_t keyword = skip_blanks(line, 0);
    size_t at = skip_blanks(line, keyword + strlen("@include"));
    place->column = (int)keyword + 1;
    if (at < line->length && line->text[at] == '"') {
        const char *begin = line->text + at + 1;
        const char *end = memchr(begin, '"', line->length - at - 1);
        if (end != NULL && end != begin) {
            *name = begin;
            *length = (size_t)(end - begin);
            size_t rest = skip_blanks(line, (size_t)(end + 1 - line->text));
            if (rest == line->length || line->text[rest] == '#' ||
                (line->text[rest] == '/' && line->length - rest > 1 && line->text[rest + 1] == '/')) {
                place->column = (int)at + 1;
                return STATUS_OK;
            }
        }
    }
    return error_set_at(error, STATUS_INPUT, place, "expected @include \"FILE\" alone on its line");
}

static enum status read_file(struct source *source, const char *path, const struct place *place,
                             const struct open_file *parent, struct error *error);

/* The file named in an include, in the folder of the one that names it. */
static enum status include(struct source *source, const struct text_line *line, const struct open_file *file,
                           struct error *error)
{
    enum status status = STATUS_OK;
    const char *name = NULL;
    size_t length = 0;
    struct place place = line->place;
    struct text_buffer path = {0};
    TRY(parse_include(line, &name, &length, &place, error));
    TRY(text_file_path(file->name, name, length, &path, error));
    TRY(read_file(source, path.text, &place, file, error));
out:
    text_buffer_clear(&path);
    return status;
}

static enum status read_lines(struct source *source, const struct text_buffer *bytes,
                              const struct open_file *file, struct error *error)
{
    enum status status = STATUS_OK;
    bool in_comment = false;
    struct place comment = {.file = file->name};
    struct text_line line = {.place = {.file = file->name}};
    size_t at = text_file_begin(bytes);
    while (at < bytes->length) {
        text_line_next(bytes, &at, &line);
        TRY(text_line_check(&line, error));
        if (!in_comment && is_include(&line)) {
            TRY(include(source, &line, file, error));
            continue;
        }
        TRY(append_line(source, &line, error));
        size_t comment_begin = line.length;
        in_comment = skip_line(&line, in_comment, &comment_begin);
        if (in_comment && comment_begin != line.length) {
            comment.line = line.place.line;
            comment.column = text_line_column(line.text, comment_begin);
        }
    }
    if (in_comment) {
        status = error_set_at(error, STATUS_INPUT, &comment, "this comment is never closed; expected */");
    }
out:
    return status;
}

static enum status check_nesting(const struct source *source, const struct open_file *file,
                                 const struct place *place, struct error *error)
{
    for (const struct open_file *outer = file->parent; outer != NULL; outer = outer->parent) {
        if (outer->identity.device == file->identity.device &&
            outer->identity.inode == file->identity.inode) {
            return error_set_at(error, STATUS_INPUT, place, "\"%s\" includes itself", file->name);
        }
    }
    if (file->depth > DEPTH_MAX || source->file_count > FILES_MAX) {
        return error_set_at(error, STATUS_INPUT, place, "too many files are included");
    }
    return STATUS_OK;
}

static enum status read_file(struct source *source, const char *path, const struct place *place,
                             const struct open_file *parent, struct error *error)
{
    enum status status = STATUS_OK;
    bool is_stdin = parent == NULL && strcmp(path, "-") == 0;
    struct text_buffer bytes = {0};
    struct open_file file = {.parent = parent, .depth = parent == NULL ? 1 : parent->depth + 1};
    TRY(keep_name(source, is_stdin ? "<stdin>" : path, &file.name, error));
    TRY(text_file_load(path, is_stdin, place, &bytes, &file.identity, error));
    TRY(check_nesting(source, &file, place, error));
    TRY(read_lines(source, &bytes, &file, error));
out:
    text_buffer_clear(&bytes);
    return status;
}

enum status source_read(struct source *source, const char *path, struct error *error)
{
    enum status status = STATUS_OK;
    *source = (struct source){0};
    TRY(read_file(source, path, NULL, NULL, error));
    TRY(text_buffer_add(&source->text, "", 0, error));
out:
    return status;
}

enum status source_read_memory(struct source *source, const char *name, const char *text, struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer bytes = {0};
    struct open_file file = {.depth = 1};
    *source = (struct source){0};
    TRY(keep_name(source, name, &file.name, error));
    TRY(text_buffer_add(&bytes, text, strlen(text), error));
    TRY(read_lines(source, &bytes, &file, error));
    TRY(text_buffer_add(&source->text, "", 0, error));
out:
    text_buffer_clear(&bytes);
    return status;
}

void source_clear(struct source *source)
{
    text_buffer_clear(&source->text);
    memory_free(source->lines);
    for (size_t i = 0; i < source->file_count; i++) {
        memory_free(source->files[i]);
    }
    memory_free(source->files);
    *source = (struct source){0};
}

struct place source_place(const struct source *source, size_t offset)
{
    if (source->line_count == 0) {
        return (struct place){source->files[0], 1, 1};
    }
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle].begin <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const struct source_line *line = &source->lines[low];
    struct place place = {line->file, line->number, 1};
    size_t end = line->begin;
    while (end < offset && source->text.text[end] != '\n') {
        end++;
    }
    place.column = text_line_column(source->text.text + line->begin, end - line->begin);
    return place;
}

void source_release_files(struct source *source, char ***files, size_t *count)
{
    *files = source->files;
    *count = source->file_count;
    source->files = NULL;
    source->file_count = 0;
    source->file_capacity = 0;
}
