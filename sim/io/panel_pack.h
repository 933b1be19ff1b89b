/* One chunk of a panel's rows, packed column by column in parallel: the chunks of the panel's variables in
 * the result. */
#ifndef SIM_IO_PANEL_PACK_H
#define SIM_IO_PANEL_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/column_pack.h"
#include "sim/panel.h"
#include "sim/parallel.h"

struct panel_pack {
    const struct panel_spec *panel;
    size_t chunk_rows;          /* that there is room for */
    int threads;                /* that there is room for */
    unsigned char **columns;    /* [column_count] packed bytes, room for column_pack_bound */
    uint32_t *sizes;            /* [column_count] */
    unsigned char *planes;      /* [row_size][chunk_rows]: the columns in their order */
    struct deflate_work *works; /* [threads] */
};

/* A zeroed struct is empty and may be cleared. Makes room for chunks of `chunk_rows` rows (COLUMN_PACK_ROWS
 * at most); nothing happens where there is room already. */
enum status panel_pack_reserve(struct panel_pack *pack, const struct panel_spec *panel, size_t chunk_rows,
                               struct error *error);
void panel_pack_clear(struct panel_pack *pack);

/* Packs `count` rows, filled up with zeros to `chunk_rows`, for which room must have been made. */
enum status panel_pack_rows(struct panel_pack *pack, const struct parallel *parallel, const void *rows,
                            size_t count, size_t chunk_rows, struct error *error);

#endif
