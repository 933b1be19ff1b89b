#include "sim/io/source_text.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/memory.h"
#include "sim/text.h"

enum {
    DEPTH_MAX = 16,        /* of includes */
    FILES_MAX = 1000,      /* a hundred files that include each other twice would have no end */
    BYTES_MAX = 256 << 20, /* of all files: a scenario is not a data base, and /dev/zero has no end */
};

/* A file that is being read, and the one that includes it. */
struct open_file {
    const struct open_file *parent;
    const char *name;
    dev_t device;
    ino_t inode;
    int depth;
};

struct line {
    const char *text;
    size_t length; /* without the end of line */
    struct place place;
};

static enum status refuse_file(const struct place *place, const char *path, const char *why,
                               struct error *error)
{
    return error_set_at(error, STATUS_INPUT, place, "cannot read \"%s\": %s", path, why);
}

static enum status append_bytes(struct text_buffer *bytes, FILE *stream, const char *path,
                                const struct place *place, struct error *error)
{
    enum status status = STATUS_OK;
    char block[16384];
    size_t count;
    while ((count = fread(block, 1, sizeof block, stream)) != 0) {
        if (bytes->length + count > BYTES_MAX) {
            return refuse_file(place, path, "it is too large", error);
        }
        TRY(text_buffer_add(bytes, block, count, error));
    }
    if (ferror(stream)) {
        return refuse_file(place, path, strerror(errno), error);
    }
    TRY(text_buffer_add(bytes, "", 0, error)); /* an empty file is empty text */
out:
    return status;
}

/* The bytes of a file, and which file it is. */
static enum status load(const char *path, bool is_stdin, const struct place *place, struct text_buffer *bytes,
                        struct open_file *file, struct error *error)
{
    struct stat info;
    enum status status = STATUS_OK;
    FILE *stream = is_stdin ? stdin : fopen(path, "rb");
    if (stream == NULL || fstat(fileno(stream), &info) != 0) {
        status = refuse_file(place, path, strerror(errno), error);
        goto out;
    }
    if (S_ISDIR(info.st_mode)) {
        status = refuse_file(place, path, "it is a folder", error);
        goto out;
    }
    file->device = info.st_dev;
    file->inode = info.st_ino;
    TRY(append_bytes(bytes, stream, path, place, error));
out:
    if (stream != NULL && !is_stdin) {
        fclose(stream);
    }
    return status;
}

/* The column that comes after `length` bytes: all but continuation bytes begin a character. */
static int column_of(const char *line, size_t length)
{
    int column = 1;
    for (size_t i = 0; i < length; i++) {
        column += ((unsigned char)line[i] & 0xC0) != 0x80;
    }
    return column;
}

static enum status check_bytes(const struct line *line, struct error *error)
{
    struct place place = line->place;
    for (size_t i = 0; i < line->length;) {
        size_t bytes = text_character(line->text + i, line->length - i);
        unsigned char c = (unsigned char)line->text[i];
        if (bytes == 0) {
            return error_set_at(error, STATUS_INPUT, &place,
                                "byte 0x%02X is not UTF-8; expected text saved as UTF-8", c);
        }
        if ((c < 0x20 && c != '\t') || c == 0x7F) {
            return error_set_at(error, STATUS_INPUT, &place, "byte 0x%02X is no text; expected a text file",
                                c);
        }
        i += bytes;
        place.column++;
    }
    return STATUS_OK;
}

static enum status append_line(struct source *source, const struct line *line, struct error *error)
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
    if (source->text.length + line->length > BYTES_MAX) {
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
static bool skip_line(const struct line *line, bool in_comment, size_t *comment_begin)
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

static size_t skip_blanks(const struct line *line, size_t at)
{
    while (at < line->length && (line->text[at] == ' ' || line->text[at] == '\t')) {
        at++;
    }
    return at;
}

static bool is_include(const struct line *line)
{
    static const char keyword[] = "@include";
    size_t at = skip_blanks(line, 0);
    return line->length - at >= strlen(keyword) && memcmp(line->text + at, keyword, strlen(keyword)) == 0;
}

/* Finds NAME in `@include "NAME"`, alone on its line. */
static enum status parse_include(const struct line *line, const char **name, size_t *length,
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
static enum status include(struct source *source, const struct line *line, const struct open_file *file,
                           struct error *error)
{
    enum status status = STATUS_OK;
    const char *name = NULL;
    size_t length = 0;
    struct place place = line->place;
    struct text_buffer path = {0};
    TRY(parse_include(line, &name, &length, &place, error));
    const char *slash = strrchr(file->name, '/');
    if (name[0] != '/' && slash != NULL) {
        TRY(text_buffer_add(&path, file->name, (size_t)(slash - file->name) + 1, error));
    }
    TRY(text_buffer_add(&path, name, length, error));
    TRY(read_file(source, path.text, &place, file, error));
out:
    text_buffer_clear(&path);
    return status;
}

/* The next line from `*at`; its end may be \n or \r\n. */
static void next_line(const struct text_buffer *bytes, size_t *at, struct line *line)
{
    line->text = bytes->text + *at;
    const char *end = memchr(line->text, '\n', bytes->length - *at);
    line->length = end != NULL ? (size_t)(end - line->text) : bytes->length - *at;
    *at += line->length + (end != NULL);
    if (line->length != 0 && line->text[line->length - 1] == '\r') {
        line->length--;
    }
    line->place.line++;
    line->place.column = 1;
}

static enum status read_lines(struct source *source, const struct text_buffer *bytes,
                              const struct open_file *file, struct error *error)
{
    enum status status = STATUS_OK;
    bool in_comment = false;
    struct place comment = {.file = file->name};
    struct line line = {.place = {.file = file->name}};
    size_t at = bytes->length >= 3 && memcmp(bytes->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* mark of UTF-8 */
    while (at < bytes->length) {
        next_line(bytes, &at, &line);
        TRY(check_bytes(&line, error));
        if (!in_comment && is_include(&line)) {
            TRY(include(source, &line, file, error));
            continue;
        }
        TRY(append_line(source, &line, error));
        size_t comment_begin = line.length;
        in_comment = skip_line(&line, in_comment, &comment_begin);
        if (in_comment && comment_begin != line.length) {
            comment.line = line.place.line;
            comment.column = column_of(line.text, comment_begin);
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
        if (outer->device == file->device && outer->inode == file->inode) {
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
    TRY(load(path, is_stdin, place, &bytes, &file, error));
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
    place.column = column_of(source->text.text + line->begin, end - line->begin);
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
