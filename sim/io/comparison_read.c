#include "sim/io/comparison.h"

#include <stdint.h>
#include <string.h>

#include "sim/io/batch_parts.h"
#include "sim/io/comparison_parts.h"
#include "sim/memory.h"

enum { CELL = 8, CELLS_AT_ONCE = 1 << 21 };

void comparison_clear(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->figure_count; i++) {
        memory_free(comparison->figures[i].labels);
    }
    memory_free(comparison->figures);
    memory_free(comparison->pairs);
    memory_free(comparison->estimates);
    memory_free(comparison->adjusted);
    *comparison = (struct comparison){0};
}

/* ---- pairs ---- */

/* Figures that are read together: all of a series, or a measure. */
struct reading {
    struct loaded_batch *batch;
    struct comparison *comparison;
    size_t first; /* of the figures */
    size_t count;
    struct grouping grouping;
    size_t first_record;
    size_t records;
    size_t points;
    size_t at_once; /* replicates */
    void *cells;    /* [at_once][points][records][cells of a record] */
    double *base;   /* [at_once][points][count] */
    double *other;  /* the same */
};

static void reading_clear(struct reading *reading)
{
    grouping_clear(&reading->grouping);
    memory_free(reading->cells);
    memory_free(reading->base);
    memory_free(reading->other);
}

/* Replicates at once, so that neither cells nor figures take more than some megabytes. */
static enum status reading_make_room(struct reading *reading, struct error *error)
{
    size_t replicates = reading->batch->experiment.replicate_count;
    size_t each = reading->points * reading->records * reading->grouping.cells;
    size_t most = each > reading->points * reading->count ? each : reading->points * reading->count;
    reading->at_once = CELLS_AT_ONCE / (most > 0 ? most : 1);
    reading->at_once = reading->at_once < 1            ? 1
                       : reading->at_once < replicates ? reading->at_once
                                                       : replicates;
    reading->cells = memory_alloc(reading->at_once * each, CELL);
    reading->base = memory_alloc(reading->at_once * reading->points * reading->count, sizeof(double));
    reading->other = memory_alloc(reading->at_once * reading->points * reading->count, sizeof(double));
    return reading->cells == NULL || reading->base == NULL || reading->other == NULL
               ? error_memory(error, "figures to compare")
               : STATUS_OK;
}

/* Adds the cells of a record to their groups. Counts are added as reals, which is exact up to 2^53. */
static void sum_record(const struct grouping *grouping, enum column_type type, const char *cells,
                       double *values)
{
    for (size_t i = 0; i < grouping->cells; i++) {
        int64_t count;
        double real;
        memcpy(&count, cells + i * CELL, CELL);
        memcpy(&real, cells + i * CELL, CELL);
        values[grouping->group[i]] += type == COLUMN_I64 ? (double)count : real;
    }
}

/* The figures of a period of one member. */
static void sum_cells(const struct reading *reading, const struct figure *figures, const char *cells,
                      double *values)
{
    const struct grouping *grouping = &reading->grouping;
    const char *record = cells + (figures[0].first_record - reading->first_record) * grouping->cells * CELL;
    for (size_t g = 0; g < grouping->groups; g++) {
        values[g] = 0;
    }
    for (size_t i = 0; i < figures[0].records; i++) {
        sum_record(grouping, figures[0].output->type, record + i * grouping->cells * CELL, values);
    }
    for (size_t g = 0; g < grouping->groups; g++) {
        values[g] /= (double)figures[0].records;
    }
}

/* values[replicates][points][count] of the block. */
static enum status read_values(struct reading *reading, const struct batch_block *block, double *values,
                               struct error *error)
{
    const struct figure *figures = reading->comparison->figures + reading->first;
    if (figures[0].output == NULL) { /* a measure */
        return batch_read_measure(reading->batch, figures[0].index, block, values, error);
    }
    PASS(batch_read_series(reading->batch, figures[0].index, block, reading->cells, error));
    size_t each = reading->records * reading->grouping.cells * CELL;
    for (size_t member = 0; member < block->replicates * reading->points; member++) {
        for (size_t f = 0; f < reading->count; f += reading->grouping.groups) {
            sum_cells(reading, figures + f, (const char *)reading->cells + member * each,
                      values + member * reading->count + f);
        }
    }
    return STATUS_OK;
}

static bool is_done(const struct loaded_batch *batch, size_t arm, size_t replicate, size_t point)
{
    return batch->table.status[batch_member(&batch->experiment, arm, replicate, point)] == MEMBER_DONE;
}

static void add_pairs(struct reading *reading, size_t c, const struct batch_block *block, const double *other)
{
    const struct comparison *comparison = reading->comparison;
    const struct contrast *contrast = &comparison->contrasts[c];
    struct paired *pairs = comparison->pairs + c * comparison->figure_count + reading->first;
    for (size_t r = 0; r < block->replicates; r++) {
        size_t replicate = block->first_replicate + r;
        if (is_done(reading->batch, contrast->base_arm, replicate, contrast->base_point) &&
            is_done(reading->batch, contrast->arm, replicate, contrast->point)) {
            const double *first =
                reading->base + (r * reading->points + contrast->base_point) * reading->count;
            const double *second = other + (r * reading->points + contrast->point) * reading->count;
            for (size_t f = 0; f < reading->count; f++) {
                paired_add(&pairs[f], first[f], second[f]);
            }
        }
    }
}

/* All contrasts with some replicates; those of an arm follow each other. */
static enum status compare_replicates(struct reading *reading, struct batch_block block, struct error *error)
{
    const struct contrast *contrasts = reading->comparison->contrasts;
    block.arm = contrasts[0].base_arm;
    PASS(read_values(reading, &block, reading->base, error));
    for (size_t c = 0; c < reading->comparison->contrast_count; c++) {
        bool own = contrasts[c].arm != contrasts[c].base_arm;
        if (own && contrasts[c].arm != block.arm) {
            block.arm = contrasts[c].arm;
            PASS(read_values(reading, &block, reading->other, error));
        }
        add_pairs(reading, c, &block, own ? reading->other : reading->base);
    }
    return STATUS_OK;
}

static enum status prepare(struct reading *reading, const struct comparison_request *request,
                           struct error *error)
{
    const struct loaded_batch *batch = reading->batch;
    const struct figure *figures = reading->comparison->figures + reading->first;
    const struct figure *last = figures + reading->count - 1;
    reading->points = experiment_points(&batch->experiment);
    if (figures[0].output != NULL) {
        size_t id = batch->shape.ids[figures[0].index];
        reading->first_record = figures[0].first_record;
        reading->records = last->first_record + last->records - reading->first_record;
        PASS(grouping_init(&reading->grouping, &batch->shape.frame.sim.outputs, id, request, error));
    }
    return reading_make_room(reading, error);
}

static enum status compare_together(struct comparison *comparison, struct loaded_batch *batch, size_t first,
                                    size_t count, const struct comparison_request *request,
                                    struct error *error)
{
    struct reading reading = {.batch = batch, .comparison = comparison, .first = first, .count = count};
    size_t replicates = batch->experiment.replicate_count;
    enum status status = STATUS_OK;
    TRY(prepare(&reading, request, error));
    for (size_t r = 0; r < replicates; r += reading.at_once) {
        size_t left = replicates - r;
        TRY(compare_replicates(
            &reading,
            (struct batch_block){.first_replicate = r,
                                 .replicates = left < reading.at_once ? left : reading.at_once,
                                 .first_record = reading.first_record,
                                 .records = reading.records},
            error));
    }
out:
    reading_clear(&reading);
    return status;
}

/* ---- what they say ---- */

static enum status judge(struct comparison *comparison, double level, struct error *error)
{
    size_t rows = comparison->contrast_count * comparison->figure_count;
    double *p = memory_alloc(rows, sizeof *p);
    if (p == NULL) {
        return error_memory(error, "figures to compare");
    }
    for (size_t i = 0; i < rows; i++) {
        paired_estimate(&comparison->pairs[i], level, &comparison->estimates[i]);
        p[i] = comparison->estimates[i].p;
    }
    comparison->tested = paired_holm(p, rows, comparison->adjusted);
    memory_free(p);
    if (comparison->tested == SIZE_MAX) {
        return error_memory(error, "figures to compare");
    }
    for (size_t i = 0; i < rows; i++) {
        enum paired_finding *finding = &comparison->estimates[i].finding;
        if (*finding == PAIRED_EFFECT && comparison->adjusted[i] > 1 - level) {
            *finding = PAIRED_ALONE;
        }
    }
    return STATUS_OK;
}

enum status comparison_init(struct comparison *comparison, struct loaded_batch *batch,
                            const struct comparison_request *request, struct error *error)
{
    *comparison =
        (struct comparison){.contrasts = request->contrasts, .contrast_count = request->contrast_count};
    PASS(comparison_list(comparison, batch, request, error));
    size_t rows = comparison->contrast_count * comparison->figure_count;
    comparison->pairs = memory_alloc(rows, sizeof *comparison->pairs);
    comparison->estimates = memory_alloc(rows, sizeof *comparison->estimates);
    comparison->adjusted = memory_alloc(rows, sizeof *comparison->adjusted);
    if (comparison->pairs == NULL || comparison->estimates == NULL || comparison->adjusted == NULL) {
        return error_memory(error, "figures to compare");
    }
    const struct figure *figures = comparison->figures;
    for (size_t first = 0, next; first < comparison->figure_count; first = next) {
        next = first + 1;
        while (figures[first].output != NULL && next < comparison->figure_count &&
               figures[next].output == figures[first].output) {
            next++;
        }
        PASS(compare_together(comparison, batch, first, next - first, request, error));
    }
    return judge(comparison, request->level, error);
}
