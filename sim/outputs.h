/* Outputs: each is declared once, with dimensions, unit and meaning.
 *
 * A series has one slab of cells per period (month, or day if asked). During the period a model adds
 * integer counts to the tally of its thread; integers, so the sum does not depend on threads. At the
 * end of the period the slabs are summed, reals are computed from them, and a record is kept. The
 * declaration gives the HDF5 dataset with labelled dimensions, and the column of a table.
 *
 *     #define OUTPUTS(O) \
 *         O(stock, I64, MONTHLY, "status,age_group", "persons", "People by labour status on the last day.")
 */
#ifndef SIM_OUTPUTS_H
#define SIM_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/table.h"

enum output_axis {
    OUTPUT_MONTHLY, /* dimension `time`: one record per calendar month */
    OUTPUT_DAILY,   /* dimension `day`: one record per day, kept only when `run.daily` asks */
    OUTPUT_FINAL,   /* no time: written once, at the end */
    OUTPUT_AXIS_COUNT,
};

enum { OUTPUT_MAX_DIMENSIONS = 4 };

struct output {
    const char *name;
    enum column_type type; /* COLUMN_I64 or COLUMN_F64 */
    enum output_axis axis;
    const char *dims; /* names separated by commas, "" for none; time comes first by itself */
    const char *unit;
    const char *text;
};

#define OUTPUT_ID(name, type, axis, dims, unit, text) OUTPUT_##name,
#define OUTPUT_ENTRY(name, type, axis, dims, unit, text)                                                     \
    {#name, COLUMN_##type, OUTPUT_##axis, dims, unit, text},

/* A dimension; its size and labels may come from the scenario. */
struct dimension {
    const char *name;
    const char *text;
    size_t size;
    char **labels; /* [size] owned copies */
};

/* One record's period. */
struct output_record {
    int32_t first_day;
    int32_t last_day;
};

struct outputs {
    struct output *declared; /* [count] */
    size_t count;
    int threads;
    bool keep[OUTPUT_AXIS_COUNT];
    struct dimension *dimensions;
    size_t dimension_count;
    size_t *cells;         /* [count] cells of one record of each output, 1 for a scalar */
    int64_t **tally;       /* [count * threads] slabs of I64 outputs of the running period */
    double **reals;        /* [count] slab of F64 outputs of the running period */
    int64_t *tally_memory; /* all tallies, each thread's on cache lines of its own */
    double *real_memory;
    void **records; /* [count] kept records, record-major, 8 bytes a cell */
    struct output_record *periods[OUTPUT_AXIS_COUNT];
    size_t period_count[OUTPUT_AXIS_COUNT];
    size_t period_capacity[OUTPUT_AXIS_COUNT];
};

/* Declares dimensions first, then `outputs_open` allocates. `declared` is copied, its texts are borrowed.
 * Daily records are not kept unless `keep[OUTPUT_DAILY]` is set. */
enum status outputs_init(struct outputs *outputs, const struct output *declared, size_t count, int threads,
                         struct error *error);

/* A dimension of `size` (at least 1) cells. Labels are copied; NULL: the indices are the labels. */
enum status outputs_dimension(struct outputs *outputs, const char *name, const char *text, size_t size,
                              const char *const *labels, struct error *error);

/* Checks that every dimension named is declared and every name is free, allocates slabs. Call once, after the
 * dimensions. */
enum status outputs_open(struct outputs *outputs, struct error *error);

/* Legal after a failed init or open, and on a zeroed struct. */
void outputs_clear(struct outputs *outputs);

/* The dimensions of output `id`, slowest first, without time; returns their number. */
size_t outputs_dimensions_of(const struct outputs *outputs, size_t id,
                             const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS]);

/* The dimension called `name`, or NULL. */
const struct dimension *outputs_dimension_find(const struct outputs *outputs, const char *name);

/* The dimension of which a column of the unit "code:NAME" or "code:NAME?" holds indices; NULL: of none. */
const struct dimension *outputs_codes(const struct outputs *outputs, const char *unit);

/* Slab of thread `thread` of an I64 output, of the running period: [cells] with the last dimension
 * fastest. Zeroed when the period begins. */
static inline int64_t *outputs_tally(const struct outputs *outputs, size_t id, int thread)
{
    return outputs->tally[id * (size_t)outputs->threads + (size_t)thread];
}

/* Sums the slabs of all threads into that of thread 0 and zeroes the others; then `outputs_tally(...,
 * 0)` is the total so far. For the end of a period and for checkpoints. */
void outputs_gather(struct outputs *outputs, enum output_axis axis);

/* Slab of an F64 output; NaN when the period begins. */
static inline double *outputs_reals(const struct outputs *outputs, size_t id)
{
    return outputs->reals[id];
}

/* Keeps the running slabs of an axis as the record of a period (first to last day) and begins anew. */
enum status outputs_commit(struct outputs *outputs, enum output_axis axis, int32_t first_day,
                           int32_t last_day, struct error *error);

/* Begins the period anew without keeping it (burn-in). */
void outputs_discard(struct outputs *outputs, enum output_axis axis);

/* Room for `periods` records of an axis in all: for restoring a checkpoint, or where the number is known. */
enum status outputs_reserve(struct outputs *outputs, enum output_axis axis, size_t periods,
                            struct error *error);

/* Cells of record `record` of output `id`; I64 or F64 by its type. */
const void *outputs_record(const struct outputs *outputs, size_t id, size_t record);

#endif
