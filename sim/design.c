#include "sim/design.h"

#include <stdio.h>

#include "sim/list.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/real.h"

struct factor *design_add(struct design *design, struct error *error)
{
    struct factor *factors = list_room(design->factors, design->factor_count, sizeof *factors);
    if (factors == NULL) {
        (void)error_memory(error, "factors of a sweep");
        return NULL;
    }
    design->factors = factors;
    struct factor *factor = &factors[design->factor_count++];
    *factor = (struct factor){0};
    return factor;
}

enum status factor_add_level(struct factor *factor, const char *text, struct error *error)
{
    design_text *levels = list_room(factor->levels, factor->level_count, sizeof *levels);
    if (levels == NULL) {
        return error_memory(error, "levels of a sweep");
    }
    factor->levels = levels;
    snprintf(levels[factor->level_count++], sizeof *levels, "%s", text);
    return STATUS_OK;
}

static void write_number(const struct factor *factor, double value, design_text text)
{
    char number[32];
    if (factor->whole) {
        snprintf(text, PARAM_TEXT_MAX, "%lld", (long long)value);
        return;
    }
    param_format_real(value, number);
    snprintf(text, PARAM_TEXT_MAX, "%s", number);
}

/* The value a share of the way along the range. The ends are met exactly. */
static double along(const struct factor *factor, double share)
{
    if (share <= 0 || share >= 1) {
        return share <= 0 ? factor->from : factor->to;
    }
    if (factor->logarithmic) {
        double from = real_log(factor->from);
        return real_exp(from + share * (real_log(factor->to) - from));
    }
    return factor->from + share * (factor->to - factor->from);
}

/* To the nearest whole number; C's own rounding may depend on a mode. */
static double nearest(double value)
{
    int64_t down = (int64_t)value - (value < 0);
    return (double)(value - (double)down < 0.5 ? down : down + 1);
}

enum status factor_cut(struct factor *factor, size_t steps, struct error *error)
{
    for (size_t i = 0; i < steps; i++) {
        design_text text;
        double value = along(factor, (double)i / (double)(steps - 1));
        write_number(factor, factor->whole ? nearest(value) : value, text);
        PASS(factor_add_level(factor, text, error));
    }
    return STATUS_OK;
}

enum status design_reserve(struct design *design, size_t points, struct error *error)
{
    if (points > DESIGN_POINTS_MAX) {
        return error_set(error, STATUS_INPUT, "the sweep has too many points; at most %d are expected",
                         DESIGN_POINTS_MAX);
    }
    design->values = memory_alloc(points * design->factor_count, sizeof *design->values);
    if (design->values == NULL) {
        return error_memory(error, "points of a sweep");
    }
    design->points = points;
    return STATUS_OK;
}

static enum status fill_factorial(struct design *design, struct error *error)
{
    size_t points = 1;
    for (size_t f = 0; f < design->factor_count; f++) {
        size_t levels = design->factors[f].level_count;
        points = levels != 0 && points > DESIGN_POINTS_MAX / levels ? DESIGN_POINTS_MAX + 1 : points * levels;
    }
    PASS(design_reserve(design, points, error));
    for (size_t point = 0; point < points; point++) {
        size_t rest = point;
        for (size_t f = design->factor_count; f-- > 0;) {
            const struct factor *factor = &design->factors[f];
            snprintf(design_value(design, point, f), PARAM_TEXT_MAX, "%s",
                     factor->levels[rest % factor->level_count]);
            rest /= factor->level_count;
        }
    }
    return STATUS_OK;
}

/* The value at `share` in [0, 1): equal parts for levels and for whole numbers. */
static void write_share(const struct factor *factor, double share, design_text text)
{
    if (factor->levels != NULL) {
        size_t level = (size_t)(share * (double)factor->level_count);
        snprintf(text, PARAM_TEXT_MAX, "%s", factor->levels[level]);
    } else if (factor->whole && !factor->logarithmic) {
        double numbers = factor->to - factor->from + 1;
        write_number(factor, factor->from + (double)(int64_t)(share * numbers), text);
    } else {
        double value = along(factor, share);
        write_number(factor, factor->whole ? nearest(value) : value, text);
    }
}

/* Each of `points` strata once, in an order drawn for the factor. */
static enum status fill_latin(struct design *design, size_t f, uint64_t purpose, struct error *error)
{
    struct rng rng = rng_at(purpose, f, 0);
    size_t *strata = memory_alloc(design->points, sizeof *strata);
    if (strata == NULL) {
        return error_memory(error, "points of a sweep");
    }
    for (size_t i = 0; i < design->points; i++) {
        size_t other = rng_below(&rng, (uint32_t)i + 1);
        strata[i] = strata[other];
        strata[other] = i;
    }
    for (size_t i = 0; i < design->points; i++) {
        double share = ((double)strata[i] + rng_uniform(&rng)) / (double)design->points;
        write_share(&design->factors[f], share, design_value(design, i, f));
    }
    memory_free(strata);
    return STATUS_OK;
}

static void fill_sobol(struct design *design, size_t f)
{
    uint32_t direction[SOBOL_BITS];
    sobol_directions(f, direction);
    for (size_t i = 0; i < design->points; i++) {
        write_share(&design->factors[f], sobol_coordinate((uint32_t)i, direction),
                    design_value(design, i, f));
    }
}

enum status design_fill(struct design *design, enum design_method method, size_t points, int64_t seed,
                        struct error *error)
{
    if (method == DESIGN_FACTORIAL) {
        return fill_factorial(design, error);
    }
    if (method == DESIGN_SOBOL && design->factor_count > DESIGN_SOBOL_MAX) {
        return error_set(error, STATUS_INPUT, "a Sobol design has at most %d parameters", DESIGN_SOBOL_MAX);
    }
    PASS(design_reserve(design, points, error));
    for (size_t f = 0; f < design->factor_count; f++) {
        if (method == DESIGN_LATIN) {
            PASS(fill_latin(design, f, rng_purpose((uint64_t)seed, "latin hypercube"), error));
        } else {
            fill_sobol(design, f);
        }
    }
    return STATUS_OK;
}

void design_clear(struct design *design)
{
    for (size_t f = 0; f < design->factor_count; f++) {
        memory_free(design->factors[f].levels);
    }
    memory_free(design->factors);
    memory_free(design->values);
    *design = (struct design){0};
}
