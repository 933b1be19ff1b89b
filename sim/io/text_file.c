#include "sim/io/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static enum status refuse_file(const struct place *place, const char *path, const char *why,
                               struct error *error)
{
    return error_set_at(error, STATUS_INPUT, place, "cannot read \"%s\": %s", path, why);
}

static enum status append_bytes(struct text_buffer *bytes, FILE *stream, const char *path,
                                const struct place *place, struct error *error)
{
    char block[16384];
    size_t count;
    while ((count = fread(block, 1, sizeof block, stream)) != 0) {
        if (bytes->length + count > TEXT_FILE_MAX) {
            return refuse_file(place, path, "it is too large", error);
        }
        text_buffer_add(bytes, block, count);
        PASS(text_buffer_status(bytes, error));
    }
    if (ferror(stream)) {
        return refuse_file(place, path, strerror(errno), error);
    }
    text_buffer_put(bytes, ""); /* an empty file is empty text */
    return text_buffer_status(bytes, error);
}

enum status text_file_load(const char *path, bool is_stdin, const struct place *place,
                           struct text_buffer *bytes, struct text_file_identity *identity,
                           struct error *error)
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
    *identity = (struct text_file_identity){info.st_dev, info.st_ino};
    TRY(append_bytes(bytes, stream, path, place, error));
out:
    if (stream != NULL && !is_stdin) {
        fclose(stream);
    }
    return status;
}

enum status text_file_path(const char *file, const char *name, size_t length, struct text_buffer *path,
                           struct error *error)
{
    const char *slash = strrchr(file, '/');
    if ((length == 0 || name[0] != '/') && slash != NULL) {
        text_buffer_add(path, file, (size_t)(slash - file) + 1);
    }
    text_buffer_add(path, name, length);
    return text_buffer_status(path, error);
}

size_t text_file_begin(const struct text_buffer *bytes)
{
    return bytes->length >= 3 && memcmp(bytes->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

void text_line_next(const struct text_buffer *bytes, size_t *at, struct text_line *line)
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

enum status text_line_check(const struct text_line *line, struct error *error)
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

/* All but continuation bytes begin a character. */
int text_line_column(const char *line, size_t length)
{
    int column = 1;
    for (size_t i = 0; i < length; i++) {
        column += ((unsigned char)line[i] & 0xC0) != 0x80;
    }
    return column;
}
