/* Counts: Poisson, binomial, geometric. Large means by Hoermann's transformed rejection with the exact mass
 * function in Loader's saddle-point form (Loader 2000), which loses no digits at large counts. */
#include "sim/random.h"

#include <math.h>

#include "sim/real.h"

enum { INVERSION_BELOW = 10 };

#define LN_2PI 1.8378770664093454836

/* ln n! - ln(sqrt(2 pi n) (n/e)^n): the error of Stirling's formula; 0 is not asked. */
static double stirling_error(double n)
{
    static const double small[16] = {0.0,
                                     0.0810614667953272582,
                                     0.0413406959554092941,
                                     0.0276779256849983391,
                                     0.0207906721037650931,
                                     0.0166446911898211922,
                                     0.0138761288230707480,
                                     0.0118967099458917701,
                                     0.0104112652619720965,
                                     0.00925546218271273292,
                                     0.00833056343336287126,
                                     0.00757367548795184079,
                                     0.00694284010720952987,
                                     0.00640899418800420707,
                                     0.00595137011275884774,
                                     0.00555473355196280137};
    if (n < 16.0) {
        return small[(int)n];
    }
    double n2 = n * n;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188) / n2) / n2) / n2) / n2) / n;
}

/* x ln(x/m) + m - x for x > 0, m > 0, without cancellation where x is near m. */
static double deviance(double x, double m)
{
    double v = (x - m) / (x + m);
    if (fabs(v) >= 0.1) {
        return x * real_log(x / m) + m - x;
    }
    /* ln(x/m) = 2 atanh(v); the series stops when it no longer changes the sum. */
    double sum = (x - m) * v;
    double power = 2.0 * x * v;
    for (int odd = 3;; odd += 2) {
        power *= v * v;
        double next = sum + power / odd;
        if (next == sum) {
            return sum;
        }
        sum = next;
    }
}

/* ln of the Poisson mass at k. */
static double log_poisson(double k, double mean)
{
    if (k == 0.0) {
        return -mean;
    }
    return -stirling_error(k) - deviance(k, mean) - 0.5 * (LN_2PI + real_log(k));
}

/* ln of the binomial mass at k; 0 < p < 1, q = 1 - p. */
static double log_binomial(double k, double n, double p, double q)
{
    if (k == 0.0) {
        return n * real_log(q);
    }
    if (k == n) {
        return n * real_log(p);
    }
    return stirling_error(n) - stirling_error(k) - stirling_error(n - k) - deviance(k, n * p) -
           deviance(n - k, n * q) + 0.5 * (real_log(n / (k * (n - k))) - LN_2PI);
}

/* ln(1 + x) for x > -1 (Kahan: the rounding of 1 + x cancels in the quotient). */
static double log1p_of(double x)
{
    double u = 1.0 + x;
    return u == 1.0 ? x : real_log(u) * (x / (u - 1.0));
}

static uint32_t poisson_inversion(struct rng *rng, double mean)
{
    double u = rng_open(rng);
    double mass = real_exp(-mean);
    uint32_t k = 0;
    while (u >= mass && k < 200) { /* the law above 200 is below 1e-180 */
        u -= mass;
        k++;
        mass *= mean / k;
    }
    return k;
}

/* PTRS. */
static uint32_t poisson_rejection(struct rng *rng, double mean)
{
    double b = 0.931 + 2.53 * sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    double squeeze = 0.9277 - 3.6224 / (b - 2.0);
    for (;;) {
        double u = rng_open(rng) - 0.5;
        double v = rng_open(rng);
        double us = 0.5 - fabs(u);
        double k = floor((2.0 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= squeeze) {
            return (uint32_t)k;
        }
        if (k < 0.0 || k > (double)UINT32_MAX || (us < 0.013 && v > us)) {
            continue;
        }
        if (real_log(v * inverse_alpha / (a / (us * us) + b)) <= log_poisson(k, mean)) {
            return (uint32_t)k;
        }
    }
}

uint32_t rng_poisson(struct rng *rng, double mean)
{
    return mean < INVERSION_BELOW ? poisson_inversion(rng, mean > 0.0 ? mean : 0.0)
                                  : poisson_rejection(rng, mean);
}

/* p <= 1/2, n p < 10. */
static uint32_t binomial_inversion(struct rng *rng, uint32_t n, double p)
{
    double u = rng_open(rng);
    double odds = p / (1.0 - p);
    double mass = real_exp(n * log1p_of(-p));
    uint32_t k = 0;
    while (u >= mass && k < n && k < 200) {
        u -= mass;
        mass *= (double)(n - k) / (k + 1.0) * odds;
        k++;
    }
    return k;
}

/* BTRS; p <= 1/2, n p >= 10. */
static uint32_t binomial_rejection(struct rng *rng, uint32_t n, double p)
{
    double q = 1.0 - p;
    double spread = sqrt(n * p * q);
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = n * p + 0.5;
    double alpha = (2.83 + 5.1 / b) * spread;
    double squeeze = 0.92 - 4.2 / b;
    double at_mode = log_binomial(floor((n + 1.0) * p), n, p, q);
    for (;;) {
        double u = rng_open(rng) - 0.5;
        double v = rng_open(rng);
        double us = 0.5 - fabs(u);
        double k = floor((2.0 * a / us + b) * u + c);
        if (us >= 0.07 && v <= squeeze) {
            return (uint32_t)k;
        }
        if (k < 0.0 || k > n) {
            continue;
        }
        if (real_log(v * alpha / (a / (us * us) + b)) <= log_binomial(k, n, p, q) - at_mode) {
            return (uint32_t)k;
        }
    }
}

uint32_t rng_binomial(struct rng *rng, uint32_t trials, double p)
{
    if (!(p > 0.0) || trials == 0) {
        return 0;
    }
    if (p >= 1.0) {
        return trials;
    }
    double rarer = p <= 0.5 ? p : 1.0 - p;
    uint32_t count = trials * rarer < INVERSION_BELOW ? binomial_inversion(rng, trials, rarer)
                                                      : binomial_rejection(rng, trials, rarer);
    return p <= 0.5 ? count : trials - count;
}

double rng_geometric_scale(double p)
{
    if (!(p > 0.0)) {
        return (double)INFINITY;
    }
    return p < 1.0 ? -1.0 / log1p_of(-p) : 0.0;
}

int32_t rng_geometric_scaled(struct rng *rng, double scale)
{
    const int32_t longest = INT32_MAX / 2;
    double days = rng_exponential(rng) * scale;
    return days < longest - 1 ? (int32_t)days + 1 : longest;
}

int32_t rng_geometric_days(struct rng *rng, double p)
{
    return rng_geometric_scaled(rng, rng_geometric_scale(p));
}
