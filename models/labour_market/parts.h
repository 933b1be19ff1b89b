/* The parts of the model (state/part.h), and the lists that are made from their table. */
#ifndef LABOUR_MARKET_PARTS_H
#define LABOUR_MARKET_PARTS_H

#include "models/labour_market/state/part.h"

/* All parts, in the order in which their lists are joined; NULL behind the last. */
extern const struct part *const labour_market_parts[];

/* What they declare, for the record of the model; NULL behind the last. */
extern const struct param_schema labour_market_schema;
extern const struct model_part *const labour_market_declared[];

/* The tables, boxes, streams and own state of all parts, then what each creates. `parts_destroy` is legal
 * after a failure, and frees the rest. */
enum status parts_create(struct world *w, struct error *error);
void parts_destroy(struct world *w);

/* The keys of all streams, from the seeds of today. */
void parts_take_luck(struct world *w);

/* Number `index` of the tables that make up the state, NULL behind the last. */
struct table *parts_table(void *world, size_t index);

enum status parts_check(const void *params, struct error *error);
const char *parts_idle(const void *params, int32_t day, const struct param_slot *slot);

/* The law of `day`, part by part. */
void parts_write_law(struct institutions *institutions, const struct parameters *p, int32_t day);

enum status parts_settle(struct world *w, int32_t day, struct error *error);
void parts_observe(struct world *w, enum output_axis axis);
enum status parts_audit(const struct world *w, int32_t day, struct error *error);

#endif
