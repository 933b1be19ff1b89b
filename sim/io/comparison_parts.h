/* What the two sides of comparison.h share. */
#ifndef SIM_IO_COMPARISON_PARTS_H
#define SIM_IO_COMPARISON_PARTS_H

#include "sim/io/comparison.h"

/* Which cells of a record are added up. */
struct grouping {
    size_t cells;  /* of a record */
    size_t groups; /* of them; 0: the series is left out */
    size_t *group; /* [cells] */
};

/* `grouping_clear` is legal after a failure. */
enum status grouping_init(struct grouping *grouping, const struct outputs *outputs, size_t id,
                          const struct comparison_request *request, struct error *error);
void grouping_clear(struct grouping *grouping);

/* comparison_figures.c: the figures that are asked for, in their order. */
enum status comparison_list(struct comparison *comparison, const struct loaded_batch *batch,
                            const struct comparison_request *request, struct error *error);

#endif
