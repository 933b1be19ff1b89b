/* Panels: rows written as things happen, such as the spells of people's lives.
 *
 * A panel is declared like a table: columns with type, unit and meaning; its row is a C struct. Rows are
 * posted in parallel phases through a mailbox, or one by one, and leave the memory through a sink (a
 * spool file on disk that becomes `/panel/NAME` of the result, or memory in the browser), so that
 * their number has no bound.
 *
 * Units say how readers decode a column: "day" is a date (DUE_NEVER: none), "code:NAME" an index into the
 * dimension NAME, "id" a number of an actor, "yes" 0 or 1. After "code:NAME?" and "id?" the largest number of
 * the type stands for none.
 *
 * A row struct has at most MAILBOX_ITEM_MAX bytes and no padding (a posted row holds old bytes until it is
 * filled); columns name their offset in it. */
#ifndef SIM_PANEL_H
#define SIM_PANEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/mailbox.h"
#include "sim/table.h"

struct panel_spec {
    const char *name; /* "spells" */
    const char *text;
    const struct column *columns; /* offset: in the row struct */
    size_t column_count;
    size_t row_size;
    bool when_asked; /* left out of results that have no rows of it: written only for who asks for it */
};

enum { COLUMN_NAME_MAX = 64 };

/* What a column is called in results. Codes are called "zone_code", because `zone` is the dimension: some
 * readers hide a variable of a group that has the name of a dimension of the whole file. */
void panel_column_name(const struct column *column, char name[COLUMN_NAME_MAX]);

/* Whether a result has the panel. */
static inline bool panel_is_written(const struct panel_spec *spec, uint64_t rows)
{
    return rows != 0 || !spec->when_asked;
}

/* Where rows go. `write` appends `count` rows; without it rows are counted and dropped. */
struct panel_sink {
    void *context;
    enum status (*write)(void *context, size_t panel, const void *rows, size_t count, struct error *error);
};

struct panel {
    const struct panel_spec *spec;
    size_t index; /* among the model's panels */
    struct panel_sink sink;
    struct mailbox box;    /* rows posted in the running phase */
    unsigned char *buffer; /* [capacity] rows */
    size_t capacity;
    size_t buffered;
    uint64_t rows; /* written to the sink and buffered, since the start of recording */
    int closed;    /* rows are dropped: burn-in */
};

/* `parallel` is borrowed. `panel_clear` is legal after a failure. */
enum status panel_init(struct panel *panel, const struct panel_spec *spec, size_t index,
                       const struct parallel *parallel, struct panel_sink sink, struct error *error);
/* Frees the memory; rows that were not flushed are lost. */
void panel_clear(struct panel *panel);

/* Rows posted in parallel: between `panel_open` (blocks as in mailbox_open) and `panel_close`. */
enum status panel_open(struct panel *panel, size_t blocks, struct error *error);
static inline void *panel_post(struct panel *panel, const struct span *span)
{
    return mailbox_post(&panel->box, span, 0);
}
enum status panel_close(struct panel *panel, struct error *error);

/* One row, outside parallel phases. */
enum status panel_add(struct panel *panel, const void *row, struct error *error);

/* Hands all buffered rows to the sink. */
enum status panel_flush(struct panel *panel, struct error *error);

#endif
