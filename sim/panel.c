#include "sim/panel.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "sim/memory.h"

enum { BUFFER_BYTES = 1 << 20 }; /* large enough that a write to the sink costs little per row */

void panel_column_name(const struct column *column, char name[COLUMN_NAME_MAX])
{
    const char *suffix = strncmp(column->unit, "code:", strlen("code:")) == 0 ? "_code" : "";
    snprintf(name, COLUMN_NAME_MAX, "%s%s", column->name, suffix);
}

enum status panel_init(struct panel *panel, const struct panel_spec *spec, size_t index,
                       const struct parallel *parallel, struct panel_sink sink, struct error *error)
{
    assert(spec->row_size >= 1 && spec->row_size <= MAILBOX_ITEM_MAX);
    *panel = (struct panel){.spec = spec, .index = index, .sink = sink};
    PASS(mailbox_init(&panel->box, parallel, spec->row_size, error));
    panel->capacity = BUFFER_BYTES / spec->row_size;
    panel->buffer = memory_alloc(panel->capacity, spec->row_size);
    return panel->buffer == NULL ? error_memory(error, "panel") : STATUS_OK;
}

void panel_clear(struct panel *panel)
{
    mailbox_clear(&panel->box);
    memory_free(panel->buffer);
    *panel = (struct panel){0};
}

static enum status write_rows(const struct panel *panel, const void *rows, size_t count, struct error *error)
{
    if (count == 0 || panel->sink.write == NULL) {
        return STATUS_OK;
    }
    return panel->sink.write(panel->sink.context, panel->index, rows, count, error);
}

/* Few rows wait in the buffer; more than it holds go to the sink at once. */
static enum status append(struct panel *panel, const void *rows, size_t count, struct error *error)
{
    if (panel->closed || count == 0) {
        return STATUS_OK;
    }
    if (count > panel->capacity - panel->buffered) {
        PASS(panel_flush(panel, error));
    }
    if (count > panel->capacity) {
        PASS(write_rows(panel, rows, count, error));
    } else {
        size_t size = panel->spec->row_size;
        memcpy(panel->buffer + panel->buffered * size, rows, count * size);
        panel->buffered += count;
    }
    panel->rows += count;
    return STATUS_OK;
}

enum status panel_open(struct panel *panel, size_t blocks, struct error *error)
{
    return mailbox_open(&panel->box, blocks, error);
}

enum status panel_close(struct panel *panel, struct error *error)
{
    PASS(mailbox_close(&panel->box, error));
    return append(panel, panel->box.items, panel->box.count, error);
}

enum status panel_add(struct panel *panel, const void *row, struct error *error)
{
    return append(panel, row, 1, error);
}

enum status panel_flush(struct panel *panel, struct error *error)
{
    PASS(write_rows(panel, panel->buffer, panel->buffered, error));
    panel->buffered = 0;
    return STATUS_OK;
}
