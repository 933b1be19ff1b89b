/* Functions of positions from 0 to 1 whose Sobol indices are known in closed form. */
#ifndef TESTS_SUPPORT_KNOWN_INDICES_H
#define TESTS_SUPPORT_KNOWN_INDICES_H

#include <math.h>
#include <stddef.h>

enum { KNOWN_MAX = 6 };

struct known {
    const char *name;
    size_t factors;
    double (*at)(const double *x);
    double mean;
    double variance;
    double first[KNOWN_MAX];
    double total[KNOWN_MAX];
};

/* sin a + 7 sin^2 b + 0.1 c^4 sin a, each from -pi to pi (Ishigami and Homma 1990). */
static inline double ishigami_at(const double *x)
{
    const double pi = 3.14159265358979323846;
    double a = pi * (2 * x[0] - 1);
    double b = pi * (2 * x[1] - 1);
    double c = pi * (2 * x[2] - 1);
    return sin(a) + 7 * sin(b) * sin(b) + 0.1 * c * c * c * c * sin(a);
}

static inline struct known known_ishigami(void)
{
    const double pi = 3.14159265358979323846;
    double of_a = 0.5 * pow(1 + 0.1 * pow(pi, 4) / 5, 2);
    double of_b = 49.0 / 8;
    double of_a_and_c = 0.01 * pow(pi, 8) * (1.0 / 18 - 1.0 / 50);
    double all = of_a + of_b + of_a_and_c;
    return (struct known){"ishigami",
                          3,
                          ishigami_at,
                          3.5,
                          all,
                          {of_a / all, of_b / all, 0},
                          {(of_a + of_a_and_c) / all, of_b / all, of_a_and_c / all}};
}

/* The product of (|4 x - 2| + a) / (1 + a) (Saltelli and Sobol 1995). */
static const double g_of[KNOWN_MAX] = {0, 1, 4.5, 9, 99, 99};

static inline double g_at(const double *x)
{
    double product = 1;
    for (size_t i = 0; i < KNOWN_MAX; i++) {
        product *= (fabs(4 * x[i] - 2) + g_of[i]) / (1 + g_of[i]);
    }
    return product;
}

static inline struct known known_g(void)
{
    struct known known = {.name = "g", .factors = KNOWN_MAX, .at = g_at, .mean = 1};
    double product = 1;
    for (size_t i = 0; i < KNOWN_MAX; i++) {
        known.first[i] = 1 / (3 * pow(1 + g_of[i], 2));
        product *= 1 + known.first[i];
    }
    known.variance = product - 1;
    for (size_t i = 0; i < KNOWN_MAX; i++) {
        known.total[i] = known.first[i] * product / (1 + known.first[i]) / known.variance;
        known.first[i] /= known.variance;
    }
    return known;
}

/* Far from 0, as most measures are; the last factor has no part. */
static const double slope_of[] = {3, -2, 1, 0};

static inline double linear_at(const double *x)
{
    return 100 + slope_of[0] * x[0] + slope_of[1] * x[1] + slope_of[2] * x[2];
}

static inline struct known known_linear(void)
{
    return (struct known){"linear",
                          4,
                          linear_at,
                          101,
                          14.0 / 12,
                          {9.0 / 14, 4.0 / 14, 1.0 / 14, 0},
                          {9.0 / 14, 4.0 / 14, 1.0 / 14, 0}};
}

#endif
