/* The rows of one actor, from the panel of events of a result (history.h). */
#ifndef SIM_IO_HISTORY_READ_H
#define SIM_IO_HISTORY_READ_H

#include "sim/history.h"
#include "sim/io/result_load.h"

/* Index of the panel of events of the model; its panel_count: it has none. */
size_t history_panel(const struct model *model);

struct history_rows {
    unsigned char *rows; /* [count] structs as the panel declares them */
    size_t count;
    size_t row_size;
};

/* All rows of actor `id`, in the order in which they were written. The panel must be there.
 * `history_rows_clear` is legal after a failure. */
enum status history_read(const struct loaded_result *result, const char *path, size_t actor, uint32_t id,
                         struct history_rows *rows, struct error *error);
void history_rows_clear(struct history_rows *rows);

/* Who is followed, and how many rows each has. */
struct history_count {
    uint32_t id;
    uint32_t rows;
};
struct history_counts {
    struct history_count *items; /* [count] by id */
    size_t count;
};

/* `history_counts_clear` is legal after a failure. */
enum status history_followed(const struct loaded_result *result, const char *path, size_t actor,
                             struct history_counts *counts, struct error *error);
void history_counts_clear(struct history_counts *counts);

#endif
