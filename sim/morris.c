#include "sim/morris.h"

#include <math.h>
#include <stdbool.h>

#include "sim/random.h"
#include "sim/real.h"
#include "sim/student.h"

/* ---- trajectories ---- */

/* From the lower level of a pair to the upper one or back: all four levels are met equally often. */
static void draw_ends(struct rng *rng, size_t factors, double *first, double *last)
{
    for (size_t f = 0; f < factors; f++) {
        double low = rng_below(rng, 2) == 0 ? 0 : 1 - MORRIS_STEP;
        bool up = rng_below(rng, 2) == 0;
        first[f] = up ? low : low + MORRIS_STEP;
        last[f] = up ? low + MORRIS_STEP : low;
    }
}

static void draw_order(struct rng *rng, size_t factors, size_t *moved)
{
    for (size_t i = 0; i < factors; i++) {
        size_t other = rng_below(rng, (uint32_t)i + 1);
        moved[i] = moved[other];
        moved[other] = i;
    }
}

void morris_trajectory(size_t factors, size_t number, int64_t draw, double *points, size_t *moved)
{
    struct rng rng = rng_at(rng_purpose((uint64_t)draw, "morris trajectory"), number, 0);
    double *last = points + factors * factors;
    draw_ends(&rng, factors, points, last);
    draw_order(&rng, factors, moved);
    for (size_t i = 0; i + 1 < factors; i++) {
        const double *before = points + i * factors;
        double *point = points + (i + 1) * factors;
        for (size_t f = 0; f < factors; f++) {
            point[f] = f == moved[i] ? last[f] : before[f];
        }
    }
}

/* ---- estimates ---- */

const char *morris_finding_name(enum morris_finding finding)
{
    static const char *const names[] = {"untold", "nothing", "luck", "moves"};
    return names[finding];
}

/* Of one trajectory. */
struct step {
    double mean;    /* over seeds */
    double spread;  /* variance over seeds */
    double product; /* mean product of two seeds: the square without luck */
};

static bool read_step(const double *effects, size_t seeds, struct step *step)
{
    double count = (double)seeds;
    double sum = 0;
    double squares = 0;
    for (size_t s = 0; s < seeds; s++) {
        sum += effects[s];
    }
    step->mean = sum / count;
    for (size_t s = 0; s < seeds; s++) {
        squares += (effects[s] - step->mean) * (effects[s] - step->mean);
    }
    step->spread = seeds > 1 ? squares / (count - 1) : 0;
    step->product = step->mean * step->mean - step->spread / count;
    return isfinite(sum);
}

/* A running mean with the squares of distances to it. */
struct running {
    double mean;
    double squares;
};

static void add(struct running *running, size_t count, double value)
{
    double off = value - running->mean;
    running->mean += off / (double)count;
    running->squares += off * (value - running->mean);
}

static double half_of(const struct running *running, size_t count, double quantile)
{
    return quantile * sqrt(running->squares / (double)(count - 1) / (double)count);
}

/* What is left of a variance when that of luck is taken off, and how far it may be off on either side. The
 * distances of the ends of two independent estimates add up in squares (MOVER: Zou and Donner 2008,
 * doi:10.1002/sim.3095). */
static double without(double variance, double off, double luck_half, double sign)
{
    return sqrt(fmax(variance + sign * sqrt(off * off + luck_half * luck_half), 0));
}

/* Sigma and its interval. `fourth` is the sum of the fourth powers of the distances of effects to their mean,
 * `luck_half` half of the interval of the variance by luck. */
static void find_sigma(struct morris_effect *effect, const struct running *all, double fourth,
                       double luck_half, double level)
{
    double n = (double)effect->count;
    double variance = all->squares / (n - 1);
    double luck = isnan(effect->luck) ? 0 : effect->luck * effect->luck;
    double z = real_normal_quantile((1 + level) / 2);
    double kurtosis = all->squares > 0 ? n * fourth / (all->squares * all->squares) : 1;
    double c = n / (n - z);
    double error = c * sqrt(fmax(kurtosis - (n - 3) / n, 0) / (n - 1));
    double low = c * variance * real_exp(-z * error);
    double high = c * variance * real_exp(z * error);
    bool given = n > z + 1; /* below that the correction c means nothing */
    effect->sigma = sqrt(fmax(variance - luck, 0));
    effect->sigma_low = given ? without(variance - luck, variance - low, luck_half, -1) : NAN;
    effect->sigma_high = given ? without(variance - luck, high - variance, luck_half, 1) : NAN;
}

/* Two looks, at the mean and at the square without luck, which share the chance of a false alarm. */
static enum morris_finding find(const struct morris_effect *effect, size_t seeds, const struct running *mean,
                                const struct running *product, double level)
{
    size_t count = effect->count;
    if (count > 0 && effect->mu_star == 0 && !(effect->luck > 0)) {
        return MORRIS_NOTHING;
    }
    if (count < 3) {
        return MORRIS_UNTOLD;
    }
    double freedom = (double)(count - 1);
    bool on_average = fabs(mean->mean) > half_of(mean, count, student_quantile((1 + level) / 2, freedom));
    bool in_square = seeds > 1 && product->mean > half_of(product, count, student_quantile(level, freedom));
    return on_average || in_square ? MORRIS_MOVES : seeds > 1 ? MORRIS_LUCK : MORRIS_UNTOLD;
}

void morris_estimate(const double *effects, size_t trajectories, size_t seeds, double level,
                     struct morris_effect *effect)
{
    struct running mean = {0};
    struct running size = {0};
    struct running spread = {0};
    struct running product = {0};
    struct step step;
    double fourth = 0;
    *effect = (struct morris_effect){0};
    for (size_t i = 0; i < trajectories; i++) {
        if (read_step(effects + i * seeds, seeds, &step)) {
            effect->count++;
            add(&mean, effect->count, step.mean);
            add(&size, effect->count, fabs(step.mean));
            add(&spread, effect->count, step.spread);
            add(&product, effect->count, step.product);
        }
    }
    for (size_t i = 0; i < trajectories; i++) {
        if (read_step(effects + i * seeds, seeds, &step)) {
            double square = (step.mean - mean.mean) * (step.mean - mean.mean);
            fourth += square * square;
        }
    }
    double none = effect->count > 0 ? 0 : NAN;
    double quantile = effect->count > 1 ? student_quantile(level, (double)(effect->count - 1)) : NAN;
    effect->mu = mean.mean + none;
    effect->mu_half = half_of(&mean, effect->count, quantile);
    effect->mu_star = size.mean + none;
    effect->mu_star_half = half_of(&size, effect->count, quantile);
    effect->luck = seeds > 1 ? sqrt(spread.mean / (double)seeds) + none : NAN;
    double luck_half = seeds > 1 ? half_of(&spread, effect->count, quantile) / (double)seeds : 0;
    find_sigma(effect, &mean, fourth, luck_half, level);
    effect->finding = find(effect, seeds, &mean, &product, level);
}
