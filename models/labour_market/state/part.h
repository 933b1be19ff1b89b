/* A part: one process or institution of the model, as one constant record of what it declares and does.
 *
 * All parts stand in one table (parts.c), from which the lists of the model are made: parameters, outputs,
 * remarks, tables of the state, messages, streams, what is checked, written into the law, and audited. The
 * order of what happens in a day stands in day.c. Fields that a part does not need are left out. */
#ifndef LABOUR_MARKET_PART_H
#define LABOUR_MARKET_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/labour_market/state/world.h"

/* A table of the state, or of the scratch of a day (which no checkpoint holds). The offset is that of its
 * `struct table` in the world, or in the part's own state where it has one; so it is for boxes. */
struct part_table {
    size_t offset;
    const char *name;
    const struct column *columns;
    size_t column_count;
    bool scratch;
};

/* Messages of one kind. */
struct part_box {
    size_t offset; /* of its `struct mailbox` */
    size_t item_size;
};

/* What chance decides: streams.h. */
struct part_stream {
    int number;
    const char *name;
    bool population; /* drawn under the seed of the population, not that of the dynamics */
};

struct part {
    const char *name;

    /* Groups and tables of parameters. `size` is that of the part's own struct of values, read with
     * part_params; 0 where they lie in struct parameters. */
    struct param_schema params;
    struct model_part declares; /* outputs (part_output), and what is remarked about parameters */
    const struct part_stream *streams;
    size_t stream_count;
    const struct part_table *tables;
    size_t table_count;
    const struct part_box *messages;
    size_t message_count;
    size_t state_size; /* of the part's own state, which lies zeroed where part_state says */

    /* Checks across parameters, after each was checked alone. */
    enum status (*check)(const struct parameters *p, struct error *error);

    /* Why a setting has no effect though all that it needs is on; NULL: it has one. */
    const char *(*idle)(const struct parameters *p, int32_t day, const struct param_slot *slot);

    /* Writes its part of the law of `day`, on top of what the parts before it have written. */
    void (*law)(struct institutions *institutions, const struct parameters *p, int32_t day);

    /* Makes what follows from parameters alone; tables and boxes are there. `destroy` frees it, also after a
     * failure. */
    enum status (*create)(struct world *w, struct error *error);
    void (*destroy)(struct world *w);

    /* Share of the cost of labour that someone else would bear if person i were hired for vacancy v on `day`,
     * in the mean of the time that the employer expects the job to last: 0 to 1. `params` are the part's
     * own. Asked of every application, in a parallel phase. */
    double (*aid)(const struct world *w, const void *params, size_t i, size_t v, int32_t day);

    /* Transitions of a step of the day have happened: world.happened, which is forgotten afterwards. */
    enum status (*settle)(struct world *w, int32_t day, struct error *error);

    /* A period ends today: fills stocks of its outputs. The tallies of flows are gathered. */
    void (*observe)(struct world *w, enum output_axis axis);

    /* What must hold after any day; STATUS_FAILED with the first breach. */
    enum status (*audit)(const struct world *w, int32_t day, struct error *error);
};

/* An array and its length, for two fields of a record: .tables and .table_count. */
#define PART_LIST(field, array) .field##s = array, .field##_count = sizeof(array) / sizeof((array)[0])

#define PART_GROUPS(array) .params = {.groups = array, .group_count = sizeof(array) / sizeof((array)[0])}
#define PART_OWN_GROUPS(array, values)                                                                       \
    .params = {.groups = array, .group_count = sizeof(array) / sizeof((array)[0]), .size = sizeof(values)}

/* A group that is the whole of a part's own struct of values. */
#define PART_SCALARS(group, about, entries)                                                                  \
    {                                                                                                        \
        .path = #group, .text = about, .params = entries,                                                    \
        .param_count = sizeof(entries) / sizeof((entries)[0])                                                \
    }

/* A table of the world whose columns are declared with a list of table.h. */
#define PART_TABLE(entity, columns)                                                                          \
    {                                                                                                        \
        offsetof(struct world, entity.table), #entity, columns, sizeof(columns) / sizeof((columns)[0]),      \
            false                                                                                            \
    }
#define PART_SCRATCH(entity, columns)                                                                        \
    {                                                                                                        \
        offsetof(struct world, entity.table), #entity, columns, sizeof(columns) / sizeof((columns)[0]), true \
    }
#define PART_OWN_TABLE(state, entity, name, columns)                                                         \
    {                                                                                                        \
        offsetof(state, entity.table), name, columns, sizeof(columns) / sizeof((columns)[0]), false          \
    }
#define PART_BOX(entity, message)                                                                            \
    {                                                                                                        \
        offsetof(struct world, entity), sizeof(struct message)                                               \
    }

/* Streams are declared as S(CODE, number, "name", POPULATION or DYNAMICS). */
#define STREAM_NUMBER(code, number, name, seed) STREAM_##code = number,
#define PART_STREAM(code, number, name, seed)   {number, name, PART_STREAM_##seed},
enum { PART_STREAM_DYNAMICS = false, PART_STREAM_POPULATION = true };

/* The values of the part's own parameters, as they are today. */
const void *part_params(const struct parameters *p, const struct part *part);

/* The part's own state. */
void *part_state(const struct world *w, const struct part *part);

/* Number of the part's output `index`, for outputs_tally and its like; names for these indices. */
#define PART_OUTPUT_ID(name, type, axis, dims, unit, text) OWN_##name,
size_t part_output(const struct part *part, size_t index);

#endif
