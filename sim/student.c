#include "sim/student.h"

#include <math.h>

#include "sim/real.h"

static const double pi = 3.14159265358979323846;

/* log(1 + y), exact for small y too. */
static double log_of_more(double y)
{
    double sum = 1 + y;
    return sum == 1 ? y : real_log(sum) * (y / (sum - 1));
}

/* gamma(a + 1/2) / gamma(a): by its series for large a, to which smaller ones are led up. */
static double gamma_ratio(double a)
{
    enum { LARGE = 64 };
    double factor = 1;
    int steps = a < LARGE ? (int)ceil(LARGE - a) : 0;
    for (int i = 0; i < steps; i++) {
        factor *= (a + i) / (a + i + 0.5);
    }
    a += steps;
    double y = 1 / a;
    return factor * sqrt(a) *
           (1 + y * (-1.0 / 8 +
                     y * (1.0 / 128 + y * (5.0 / 1024 + y * (-21.0 / 32768 + y * (-399.0 / 262144))))));
}

/* The continued fraction of the incomplete beta function; quick for x < (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x)
{
    enum { MOST = 100000 };
    const double tiny = 1e-300;
    double d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double c = 1;
    double value = d;
    for (int m = 1; m <= MOST; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 + even * d;
        c = 1 + even / c;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        value *= d * c;
        d = 1 + odd * d;
        c = 1 + odd / c;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        value *= d * c;
        if (fabs(d * c - 1) < 1e-15) {
            break;
        }
    }
    return value;
}

double student_outside(double t, double freedom)
{
    if (isnan(t) || isinf(t)) {
        return isnan(t) ? t : 0;
    }
    double a = freedom / 2;
    double share = t * t / freedom;
    double x = 1 / (1 + share);
    double rest = share / (1 + share); /* 1 - x */
    /* x^a (1 - x)^(1/2) / B(a, 1/2) */
    double front = real_exp(-a * log_of_more(share)) * sqrt(rest) * gamma_ratio(a) / sqrt(pi);
    return x < (a + 1) / (a + 2.5) ? front * fraction(a, 0.5, x) / a : 1 - 2 * front * fraction(0.5, a, rest);
}

/* Of both sides. */
static double density(double t, double freedom)
{
    return 2 * gamma_ratio(freedom / 2) / sqrt(freedom * pi) *
           real_exp(-(freedom + 1) / 2 * log_of_more(t * t / freedom));
}

double student_quantile(double level, double freedom)
{
    enum { MOST = 500 };
    double outside = 1 - level;
    double t = -real_normal_quantile(outside / 2);
    for (int i = 0; i < MOST; i++) { /* from below: the tail is convex */
        double step = (student_outside(t, freedom) - outside) / density(t, freedom);
        t += step;
        if (!(fabs(step) > 1e-13 * t)) {
            break;
        }
    }
    return t;
}
