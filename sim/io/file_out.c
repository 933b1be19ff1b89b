#include "sim/io/file_out.h"

#include <string.h>

enum { BUFFERED = 1 << 18 };

void file_out_begin(struct file_out *out, const char *path, int (*stopped)(void), struct error *error)
{
    *out = (struct file_out){.stopped = stopped, .error = error};
    out->status = whole_file_begin(&out->file, path, error);
}

void file_out_fail(struct file_out *out, enum status status)
{
    out->status = out->status == STATUS_OK ? status : out->status;
}

static void flush(struct file_out *out)
{
    file_out_fail(out, text_buffer_status(&out->buffer, out->error));
    if (out->stopped != NULL && out->stopped() != 0) {
        file_out_fail(out, STATUS_STOPPED);
    }
    if (out->status == STATUS_OK && out->buffer.length != 0) {
        out->status = file_write(out->file.descriptor, out->file.path, out->at, out->buffer.text,
                                 out->buffer.length, out->error);
    }
    out->at += out->buffer.length;
    out->buffer.length = 0;
}

void file_out_bytes(struct file_out *out, const void *bytes, size_t count)
{
    if (out->status != STATUS_OK) {
        return;
    }
    text_buffer_add(&out->buffer, bytes, count);
    if (out->buffer.length >= BUFFERED || out->buffer.failed) {
        flush(out);
    }
}

void file_out_text(struct file_out *out, const char *text)
{
    file_out_bytes(out, text, strlen(text));
}

void file_out_cell(struct file_out *out, const char *before, const char *text)
{
    file_out_text(out, before);
    if (text[strcspn(text, "\",\r\n")] == '\0') {
        file_out_text(out, text);
        return;
    }
    file_out_text(out, "\"");
    for (; *text != '\0'; text++) {
        file_out_bytes(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    }
    file_out_text(out, "\"");
}

enum status file_out_commit(struct file_out *out, bool replace)
{
    if (out->status == STATUS_OK) {
        flush(out);
    }
    if (out->status == STATUS_OK) {
        out->status = whole_file_commit(&out->file, replace, out->error);
    }
    whole_file_clear(&out->file);
    text_buffer_clear(&out->buffer);
    return out->status;
}
