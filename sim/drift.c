#include "sim/drift.h"

#include <math.h>

#include "sim/student.h"

enum { BLOCK = 3, BLOCKS_A_YEAR = DRIFT_MONTHS / BLOCK };

/* How a series goes on from block to block. */
struct persistence {
    double phi;     /* what is kept of the last block, 0 to 1 */
    double scatter; /* variance of what is new */
    double freedom;
};

static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum / (double)count;
}

static double block(const double *months, size_t index)
{
    return mean_of(months + index * BLOCK, BLOCK);
}

static double within(double low, double value, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* `phi` as estimated from `blocks` blocks, without the bias, and a standard error higher. */
static double raised(double phi, double blocks)
{
    phi = within(0, phi + (1 + 3 * phi) / blocks, 1);
    return within(0, phi + sqrt((1 - phi * phi) / blocks), 1);
}

/* From months[count], whole years. */
static struct persistence persistence_of(const double *months, size_t count)
{
    size_t blocks = count / BLOCK;
    double mean = mean_of(months, count);
    double square = 0;
    double product = 0;
    for (size_t i = 0; i < blocks; i++) {
        double value = block(months, i) - mean;
        square += value * value;
        product += i > 0 ? value * (block(months, i - 1) - mean) : 0;
    }
    struct persistence found = {.freedom = (double)blocks - 3};
    found.phi = square > 0 ? raised(product / square, (double)blocks) : 0;
    for (size_t i = 1; i < blocks; i++) {
        double fresh = block(months, i) - mean - found.phi * (block(months, i - 1) - mean);
        found.scatter += fresh * fresh / found.freedom;
    }
    return found;
}

/* Of the pairs that are `lag` blocks apart: what the variance of their difference adds to that of the mean of
 * `later` blocks less the mean of the `first` blocks before them. */
static double weight(double first, double later, double lag)
{
    double begin = fmax(0, first - lag); /* the first blocks that have a partner among the later ones */
    double end = fmin(first, first + later - lag);
    double across = fmax(0, end - begin) / (first * later);
    return across - fmax(0, first - lag) / (first * first) - fmax(0, later - lag) / (later * later);
}

/* Variance of the difference of the two means, when both are one process. */
static double variance(const struct persistence *by, size_t later)
{
    double sum = 0;
    double apart = 0; /* variance of the difference of two blocks */
    double kept = 1;
    for (size_t lag = 1; lag < BLOCKS_A_YEAR + later; lag++) {
        apart += 2 * by->scatter / (1 + by->phi) * kept;
        kept *= by->phi;
        sum += weight(BLOCKS_A_YEAR, (double)later, (double)lag) * apart;
    }
    return fmax(0, sum);
}

struct drift drift_of(const double *months, size_t count)
{
    struct drift drift = {NAN, NAN, NAN, NAN};
    size_t later = count < DRIFT_MONTHS ? 0 : count / DRIFT_MONTHS * DRIFT_MONTHS - DRIFT_MONTHS;
    if (later / DRIFT_MONTHS + 1 < DRIFT_LEAST_YEARS || !isfinite(mean_of(months, DRIFT_MONTHS + later))) {
        return drift;
    }
    drift.first = mean_of(months, DRIFT_MONTHS);
    drift.later = mean_of(months + DRIFT_MONTHS, later);
    struct persistence by = persistence_of(months + DRIFT_MONTHS, later);
    double difference = fabs(drift.later - drift.first);
    drift.luck = sqrt(variance(&by, later / BLOCK));
    drift.chance = difference == 0  ? 1
                   : drift.luck > 0 ? student_outside(difference / drift.luck, by.freedom)
                                    : 0;
    return drift;
}
