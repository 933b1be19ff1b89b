/* Designs: at which points of the space of some parameters an experiment looks.
 *
 * Every parameter is a factor with levels (a list, or a range cut in steps) or with a range. A point gives
 * each factor a value, kept as the text that a scenario would hold, so that what is set is what is recorded.
 */
#ifndef SIM_DESIGN_H
#define SIM_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/params.h"

typedef char design_text[PARAM_TEXT_MAX];

struct factor {
    char path[PARAM_PATH_MAX];
    struct place place;
    design_text *levels; /* [level_count], NULL: a range */
    size_t level_count;
    double from;
    double to;
    bool logarithmic; /* equal steps of the logarithm; both ends are positive */
    bool whole;       /* whole numbers only */
};

/* Position of a value in the range of its factor, and the text of the value at a position, rounded to so many
 * digits or to a whole number and always within the range. */
enum { FACTOR_DIGITS = 6, FACTOR_FEW_DIGITS = 3 };
double factor_position(const struct factor *factor, double value);
void factor_text(const struct factor *factor, double position, int digits, design_text text);

/* The position that a share of [0, 1) stands for when all values are to be as probable: whole numbers on a
 * linear scale have equal parts of it. */
double factor_spread(const struct factor *factor, double share);

enum design_method {
    DESIGN_FACTORIAL, /* every level with every other; the last factor changes fastest */
    DESIGN_LATIN,     /* Latin hypercube: as many strata as points, each met once, in every factor */
    DESIGN_SOBOL,     /* the first points of Sobol's sequence, which begins at the lower ends */
    DESIGN_ROWS,      /* made elsewhere */
};

struct design {
    struct factor *factors;
    size_t factor_count;
    size_t points;       /* 0: no sweep */
    design_text *values; /* [points][factor_count] */
};

enum { DESIGN_POINTS_MAX = 1000000, DESIGN_SOBOL_MAX = 40, SOBOL_BITS = 32 };

/* Room for one more factor at the end; NULL: no memory. */
struct factor *design_add(struct design *design, struct error *error);

/* Adds a level, or makes `steps` (2 or more) levels of the range, both ends among them. */
enum status factor_add_level(struct factor *factor, const char *text, struct error *error);
enum status factor_cut(struct factor *factor, size_t steps, struct error *error);

/* Makes the points. FACTORIAL needs levels and takes no number. LATIN draws from `seed`; no value depends on
 * the number of other factors. STATUS_INPUT when there are too many points or factors. */
enum status design_fill(struct design *design, enum design_method method, size_t points, int64_t seed,
                        struct error *error);

/* Room for `points` points whose values the caller writes. */
enum status design_reserve(struct design *design, size_t points, struct error *error);

static inline char *design_value(const struct design *design, size_t point, size_t factor)
{
    return design->values[point * design->factor_count + factor];
}

void design_clear(struct design *design);

/* Sobol's sequence. The direction numbers of a dimension (from 0, below DESIGN_SOBOL_MAX) as fractions of
 * 2^32: those of Joe and Kuo, 2008. */
void sobol_directions(size_t dimension, uint32_t direction[SOBOL_BITS]);

/* The coordinate of point `index`, below 2^32, in that dimension: in [0, 1). */
double sobol_coordinate(uint32_t index, const uint32_t direction[SOBOL_BITS]);

#endif
