#include "sim/sobol_indices.h"

#include <math.h>

#include "sim/design.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/student.h"

/* ---- rows ---- */

/* A number in (0, 1) of the 32 bits of a point of the sequence after the shift of its block. */
static double shifted(double coordinate, uint32_t shift)
{
    uint32_t bits = (uint32_t)(coordinate * 0x1p32) ^ shift;
    return (bits + 0.5) * 0x1p-32;
}

/* A coordinate of A and B goes to all points of its row that have it. */
static void put(double *row, size_t factors, size_t dimension, double x)
{
    size_t f = dimension % factors;
    bool from_b = dimension >= factors;
    for (size_t point = 0; point < factors + 2; point++) {
        bool has_b = point == 1 || point == f + 2;
        if (has_b == from_b) {
            row[point * factors + f] = x;
        }
    }
}

void sobol_rows(size_t factors, size_t rows, int64_t draw, double *points)
{
    uint64_t shifts = rng_purpose((uint64_t)draw, "sobol indices");
    uint64_t plain = rng_purpose((uint64_t)draw, "sobol indices, plain");
    for (size_t dimension = 0; dimension < 2 * factors; dimension++) {
        uint32_t direction[SOBOL_BITS];
        if (dimension < DESIGN_SOBOL_MAX) {
            sobol_directions(dimension, direction);
        }
        for (size_t row = 0; row < rows; row++) {
            struct rng shift = rng_at(shifts, dimension, (int32_t)sobol_block(row));
            struct rng alone = rng_at(plain, dimension, (int32_t)row);
            double x =
                dimension < DESIGN_SOBOL_MAX
                    ? shifted(sobol_coordinate((uint32_t)(row / SOBOL_BLOCKS), direction), rng_u32(&shift))
                    : rng_open(&alone);
            put(points + row * (factors + 2) * factors, factors, dimension, x);
        }
    }
}

/* ---- one block ---- */

/* All rows, as they were given. */
struct table {
    const double *values; /* [rows][factors + 2][seeds] */
    size_t rows;
    size_t factors;
    size_t seeds;
};

/* Each index is found in two ways, from the pair A and AB, which differ in the factor alone, and from B and
 * AB, which share it alone. */
enum { FIRST, FIRST_BY_REST, TOTAL, TOTAL_BY_REST, WAYS };

/* Sums over the rows of a block; those of all blocks are their sums. */
struct sums {
    double rows;
    double values;    /* of A and B */
    double variance;  /* rows times what the block says of it */
    double luck;      /* variances over seeds, of all points */
    double *products; /* [factors][WAYS] between seeds: f(B) (f(AB) - f(A)), (f(B) - f(AB))^2 / 2, */
                      /* (f(A) - f(AB))^2 / 2, f(A) (f(AB) - f(B)) */
};

static const double *row_of(const struct table *table, size_t row)
{
    return table->values + row * (table->factors + 2) * table->seeds;
}

static bool is_whole(const struct table *table, size_t row)
{
    const double *values = row_of(table, row);
    double sum = 0;
    for (size_t i = 0; i < (table->factors + 2) * table->seeds; i++) {
        sum += values[i];
    }
    return isfinite(sum);
}

/* The mean of u v over pairs of different seeds, from sums over seeds; the product where there is one. */
static double between(double u, double v, double uv, size_t seeds)
{
    double n = (double)seeds;
    return seeds == 1 ? uv : (u * v - uv) / (n * (n - 1));
}

/* The same of a row of numbers with itself. */
static double between_own(const double *u, size_t seeds)
{
    double sum = 0;
    double squares = 0;
    for (size_t s = 0; s < seeds; s++) {
        sum += u[s];
        squares += u[s] * u[s];
    }
    return between(sum, sum, squares, seeds);
}

/* What a seed has in common at all points of a block is luck that falls out of every difference; so that it
 * does so elsewhere too, values are counted from the mean of A and B of their block and seed. centre[seeds].
 * lead[seeds]: half of what the mean of A is above that of B. Returns the number of rows. */
static double find_centre(const struct table *table, size_t block, double *centre, double *lead)
{
    double rows = 0;
    for (size_t s = 0; s < table->seeds; s++) {
        centre[s] = lead[s] = 0;
    }
    for (size_t r = block; r < table->rows; r += SOBOL_BLOCKS) {
        const double *values = row_of(table, r);
        if (is_whole(table, r)) {
            rows++;
            for (size_t s = 0; s < table->seeds; s++) {
                centre[s] += values[s] + values[table->seeds + s];
                lead[s] += values[s] - values[table->seeds + s];
            }
        }
    }
    for (size_t s = 0; s < table->seeds && rows > 0; s++) {
        centre[s] /= 2 * rows;
        lead[s] /= 2 * rows;
    }
    return rows;
}

static void add_point(struct sums *sums, const struct table *table, const double *values,
                      const double *centre, bool of_base)
{
    double sum = 0;
    double squares = 0;
    double luck = 0;
    double n = (double)table->seeds;
    double mean = 0;
    for (size_t s = 0; s < table->seeds; s++) {
        double y = values[s] - centre[s];
        sum += y;
        squares += y * y;
        mean += values[s] / n;
    }
    for (size_t s = 0; s < table->seeds; s++) {
        luck += (values[s] - mean) * (values[s] - mean);
    }
    if (of_base) {
        sums->values += mean;
        sums->variance += between(sum, sum, squares, table->seeds) / 2;
    }
    sums->luck += table->seeds > 1 ? luck / (n - 1) : 0;
}

/* Sums over seeds of two numbers and of their product. */
struct pair {
    double u;
    double v;
    double uv;
};

static void add_pair(struct pair *pair, double u, double v)
{
    pair->u += u;
    pair->v += v;
    pair->uv += u * v;
}

static void add_factor(struct sums *sums, const struct table *table, const double *values,
                       const double *centre, size_t f)
{
    const double *b = values + table->seeds;
    const double *ab = values + (f + 2) * table->seeds;
    struct pair pairs[WAYS] = {{0}};
    for (size_t s = 0; s < table->seeds; s++) {
        double moved = ab[s] - values[s];
        double rest = ab[s] - b[s];
        add_pair(&pairs[FIRST], b[s] - centre[s], moved);
        add_pair(&pairs[FIRST_BY_REST], rest, rest / 2);
        add_pair(&pairs[TOTAL], moved, moved / 2);
        add_pair(&pairs[TOTAL_BY_REST], values[s] - centre[s], rest);
    }
    for (size_t way = 0; way < WAYS; way++) {
        sums->products[f * WAYS + way] += between(pairs[way].u, pairs[way].v, pairs[way].uv, table->seeds);
    }
}

/* Each point of A is independent of each of B, so half of the mean square of their differences over all pairs
 * is the variance: half of both mean squares, less the product of both means, which are lead and -lead. */
static void add_block(struct sums *sums, const struct table *table, size_t block, double *centre,
                      double *lead)
{
    sums->rows = find_centre(table, block, centre, lead);
    for (size_t r = block; r < table->rows; r += SOBOL_BLOCKS) {
        const double *values = row_of(table, r);
        for (size_t point = 0; is_whole(table, r) && point < table->factors + 2; point++) {
            add_point(sums, table, values + point * table->seeds, centre, point < 2);
        }
        for (size_t f = 0; is_whole(table, r) && f < table->factors; f++) {
            add_factor(sums, table, values, centre, f);
        }
    }
    sums->variance += sums->rows * between_own(lead, table->seeds);
}

/* ---- estimates ---- */

enum { MEAN, VARIANCE, LUCK, FIRST_SUM, INDICES };

/* to += sign * from */
static void add_sums(struct sums *to, const struct sums *from, double sign, size_t factors)
{
    to->rows += sign * from->rows;
    to->values += sign * from->values;
    to->variance += sign * from->variance;
    to->luck += sign * from->luck;
    for (size_t i = 0; i < factors * WAYS; i++) {
        to->products[i] += sign * from->products[i];
    }
}

/* What sums say: figures[INDICES + factors * WAYS]. */
static void find(const struct sums *sums, size_t factors, double *figures)
{
    double variance = sums->variance / sums->rows;
    double luck = sums->luck / ((double)(factors + 2) * sums->rows);
    for (size_t i = 0; i < factors * WAYS; i++) {
        bool by_rest = i % WAYS == FIRST_BY_REST || i % WAYS == TOTAL_BY_REST;
        double share = sums->products[i] / sums->variance;
        figures[INDICES + i] = by_rest ? 1 - share : share;
    }
    figures[MEAN] = sums->values / (2 * sums->rows);
    figures[VARIANCE] = variance;
    figures[LUCK] = luck / (luck + fmax(variance, 0));
}

/* Room for one record of sums for each block and one for all, and for the figures of each. */
struct room {
    struct sums sums[SOBOL_BLOCKS + 1];
    size_t factors;
    size_t width; /* INDICES + factors * WAYS */
    double *lists;
    double *figures; /* [SOBOL_BLOCKS + 1][width]: without each block, and of all */
    double *centre;  /* [seeds] */
    double *lead;    /* [seeds] */
};

static enum status make_room(struct room *room, size_t factors, size_t seeds, struct error *error)
{
    size_t records = SOBOL_BLOCKS + 1;
    *room = (struct room){.factors = factors, .width = INDICES + factors * WAYS};
    room->lists = memory_alloc(records * factors * WAYS, sizeof *room->lists);
    room->figures = memory_alloc(records * room->width, sizeof *room->figures);
    room->centre = memory_alloc(2 * seeds, sizeof *room->centre);
    if (room->lists == NULL || room->figures == NULL || room->centre == NULL) {
        return error_memory(error, "indices");
    }
    room->lead = room->centre + seeds;
    for (size_t i = 0; i < records; i++) {
        room->sums[i].products = room->lists + i * factors * WAYS;
    }
    return STATUS_OK;
}

static double at(const struct room *room, size_t record, size_t id)
{
    return room->figures[record * room->width + id];
}

/* The jackknife's covariance of two figures. */
static double covariance(const struct room *room, size_t one, size_t other)
{
    double count = 0;
    struct pair sums = {0};
    for (size_t b = 0; b < SOBOL_BLOCKS; b++) {
        if (room->sums[b].rows > 0) { /* from the value of all, so that nothing cancels */
            add_pair(&sums, at(room, b, one) - at(room, SOBOL_BLOCKS, one),
                     at(room, b, other) - at(room, SOBOL_BLOCKS, other));
            count++;
        }
    }
    return count > 1 ? (count - 1) / count * (sums.uv - sums.u * sums.v / count) : NAN;
}

static size_t blocks_of(const struct room *room)
{
    size_t blocks = 0;
    for (size_t b = 0; b < SOBOL_BLOCKS; b++) {
        blocks += room->sums[b].rows > 0;
    }
    return blocks;
}

/* Puts what two ways give together in figure `id`, with the weights that make the jackknife's variance least.
 */
static void combine(struct room *room, size_t id)
{
    double one = covariance(room, id, id);
    double other = covariance(room, id + 1, id + 1);
    double both = covariance(room, id, id + 1);
    double spread = one + other - 2 * both;
    double weight = spread > 0 ? fmin(fmax((one - both) / spread, 0), 1) : 0;
    for (size_t record = 0; record <= SOBOL_BLOCKS; record++) {
        double *figure = room->figures + record * room->width + id;
        *figure = weight > 0 ? (1 - weight) * figure[0] + weight * figure[1] : *figure;
    }
}

static void combine_all(struct room *room)
{
    for (size_t f = 0; f < room->factors; f++) {
        combine(room, INDICES + f * WAYS + FIRST);
        combine(room, INDICES + f * WAYS + TOTAL);
    }
    for (size_t record = 0; record <= SOBOL_BLOCKS; record++) {
        double *figures = room->figures + record * room->width;
        figures[FIRST_SUM] = 0;
        for (size_t f = 0; f < room->factors; f++) {
            figures[FIRST_SUM] += figures[INDICES + f * WAYS + FIRST];
        }
    }
}

/* `chosen`: numbers that were chosen by the same blocks, here a weight, which costs as many of them. */
static struct sobol_figure figure_of(const struct room *room, size_t id, size_t chosen, double level)
{
    size_t blocks = blocks_of(room);
    double freedom = (double)blocks - 1 - (double)chosen;
    struct sobol_figure figure = {at(room, SOBOL_BLOCKS, id), NAN};
    if (freedom >= 1) {
        double variance = covariance(room, id, id) * (double)(blocks - 1) / freedom;
        figure.half = student_quantile(level, freedom) * sqrt(fmax(variance, 0));
    }
    return figure;
}

/* All figures with intervals. What is constant but for the last bits of its mean has not moved. */
static void conclude(const struct room *room, size_t seeds, double level, struct sobol_summary *summary,
                     struct sobol_index *indices)
{
    const struct sobol_figure none = {NAN, NAN};
    summary->rows = (size_t)room->sums[SOBOL_BLOCKS].rows;
    summary->mean = figure_of(room, MEAN, 0, level);
    summary->variance = figure_of(room, VARIANCE, 0, level);
    summary->luck = seeds > 1 ? figure_of(room, LUCK, 0, level) : none;
    double last_bits = 1e-12 * summary->mean.value;
    summary->moved =
        summary->variance.value > summary->variance.half && summary->variance.value > last_bits * last_bits;
    summary->first_sum = summary->moved ? figure_of(room, FIRST_SUM, 1, level) : none;
    for (size_t f = 0; f < room->factors; f++) {
        size_t id = INDICES + f * WAYS;
        indices[f].first = summary->moved ? figure_of(room, id + FIRST, 1, level) : none;
        indices[f].total = summary->moved ? figure_of(room, id + TOTAL, 1, level) : none;
    }
}

enum status sobol_estimate(const double *values, size_t rows, size_t factors, size_t seeds, double level,
                           struct sobol_summary *summary, struct sobol_index *indices, struct error *error)
{
    const struct table table = {values, rows, factors, seeds};
    struct room room;
    struct sums *all = &room.sums[SOBOL_BLOCKS];
    enum status status = STATUS_OK;
    *summary = (struct sobol_summary){0};
    TRY(make_room(&room, factors, seeds, error));
    for (size_t b = 0; b < SOBOL_BLOCKS; b++) {
        add_block(&room.sums[b], &table, b, room.centre, room.lead);
        add_sums(all, &room.sums[b], 1, factors);
    }
    find(all, factors, room.figures + SOBOL_BLOCKS * room.width);
    for (size_t b = 0; b < SOBOL_BLOCKS; b++) {
        add_sums(all, &room.sums[b], -1, factors);
        find(all, factors, room.figures + b * room.width);
        add_sums(all, &room.sums[b], 1, factors);
    }
    combine_all(&room);
    conclude(&room, seeds, level, summary, indices);
out:
    memory_free(room.lists);
    memory_free(room.figures);
    memory_free(room.centre);
    return status;
}
