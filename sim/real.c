#include "sim/real.h"

#include "sim/real_kernel.h"
#include "sim/vector.h"

double real_exp(double x)
{
    return real_exp_kernel(x, 0.0);
}

double real_log(double x)
{
    return real_log_kernel(x);
}

VECTOR_CLONES static void exp_loop(const double *in, double *out, size_t count)
{
    VECTOR_LOOP
    for (size_t i = 0; i < count; i++) {
        out[i] = real_exp_kernel(in[i], 0.0);
    }
}

void real_exp_array(const double *in, double *out, size_t count)
{
    exp_loop(in, out, count);
}

/* Wichura's three rational functions: the middle (|p - 1/2| <= 0.425, in q = p - 1/2), the tails (in
 * r = sqrt(-ln p) up to 5, that is p above 1.4e-11), and the far tails. */
#define QUANTILE_MIDDLE 0.425
#define QUANTILE_TAIL   5.0

/* A polynomial of degree 7, the highest power first. */
static inline double polynomial(const double c[8], double r)
{
    double sum = c[0];
    for (int i = 1; i < 8; i++) {
        sum = sum * r + c[i];
    }
    return sum;
}

static inline double quantile_middle(double q)
{
    static const double top[8] = {2.5090809287301226727e+3, 3.3430575583588128105e+4,
                                  6.7265770927008700853e+4, 4.5921953931549871457e+4,
                                  1.3731693765509461125e+4, 1.9715909503065514427e+3,
                                  1.3314166789178437745e+2, 3.3871328727963666080e+0};
    static const double bottom[8] = {5.2264952788528545610e+3, 2.8729085735721942674e+4,
                                     3.9307895800092710610e+4, 2.1213794301586595867e+4,
                                     5.3941960214247511077e+3, 6.8718700749205790830e+2,
                                     4.2313330701600911252e+1, 1.0};
    double r = 0.180625 - q * q;
    return q * polynomial(top, r) / polynomial(bottom, r);
}

static inline double quantile_tail(double root)
{
    static const double top[8] = {7.74545014278341407640e-4, 2.27238449892691845833e-2,
                                  2.41780725177450611770e-1, 1.27045825245236838258e+0,
                                  3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                  4.63033784615654529590e+0, 1.42343711074968357734e+0};
    static const double bottom[8] = {1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                     1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                     6.89767334985100004550e-1, 1.67638483018380384940e+0,
                                     2.05319162663775882187e+0, 1.0};
    double r = root - 1.6;
    return polynomial(top, r) / polynomial(bottom, r);
}

static double quantile_far(double root)
{
    static const double top[8] = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                  1.24266094738807843860e-3, 2.65321895265761230930e-2,
                                  2.96560571828504891230e-1, 1.78482653991729133580e+0,
                                  5.46378491116411436990e+0, 6.65790464350110377720e+0};
    static const double bottom[8] = {2.04426310338993978564e-15, 1.42151175831644588870e-7,
                                     1.84631831751005468180e-5,  7.86869131145613259100e-4,
                                     1.48753612908506148525e-2,  1.36929880922735805310e-1,
                                     5.99832206555887937690e-1,  1.0};
    double r = root - 5.0;
    return polynomial(top, r) / polynomial(bottom, r);
}

/* sqrt(-ln of the smaller tail) at p = 1/2 + q; NaN when p is outside [0, 1], inf at 0 and 1. */
static inline double quantile_root(double p, double q)
{
    return sqrt(-real_log_kernel(q < 0.0 ? p : 1.0 - p));
}

/* The quantile from `root`, on the side of q; the ends of [0, 1] and what lies outside included. */
static inline double quantile_outer(double root, double tail, double q)
{
    double size = root <= QUANTILE_TAIL ? tail : (root <= DBL_MAX ? quantile_far(root) : root);
    return size != size ? (double)NAN : (q < 0.0 ? -size : size);
}

double real_normal_quantile(double p)
{
    double q = p - 0.5;
    if (fabs(q) <= QUANTILE_MIDDLE) {
        return quantile_middle(q);
    }
    double root = quantile_root(p, q);
    return quantile_outer(root, quantile_tail(root), q);
}

/* Blocks: the middle for all, then the 15 % in the tails gathered, computed together and put back. */
enum { QUANTILE_BLOCK = 256 };

VECTOR_CLONES static void quantile_block(const double *in, double *out, size_t count)
{
    double p[QUANTILE_BLOCK];
    double root[QUANTILE_BLOCK];
    double size[QUANTILE_BLOCK];
    uint16_t place[QUANTILE_BLOCK + 1];
    memcpy(p, in, count * sizeof *p);
    for (size_t i = 0; i < count; i++) {
        out[i] = quantile_middle(p[i] - 0.5);
    }
    size_t tails = 0;
    for (size_t i = 0; i < count; i++) {
        place[tails] = (uint16_t)i;
        tails += !(fabs(p[i] - 0.5) <= QUANTILE_MIDDLE);
    }
    for (size_t j = 0; j < tails; j++) {
        size[j] = p[place[j]]; /* NOLINT(clang-analyzer-core.uninitialized.ArraySubscript): set above */
    }
    for (size_t j = 0; j < tails; j++) {
        root[j] = quantile_root(size[j], size[j] - 0.5);
        size[j] = quantile_tail(root[j]);
    }
    for (size_t j = 0; j < tails; j++) {
        out[place[j]] = quantile_outer(root[j], size[j], p[place[j]] - 0.5);
    }
}

void real_normal_quantile_array(const double *in, double *out, size_t count)
{
    for (size_t begin = 0; begin < count; begin += QUANTILE_BLOCK) {
        size_t left = count - begin;
        quantile_block(in + begin, out + begin, left < QUANTILE_BLOCK ? left : QUANTILE_BLOCK);
    }
}

/* The upper tail Q(z) = e^(-z^2/2) M(z), z >= 0: (1 + z) M(z) is smooth and bounded, and a polynomial of
 * degree 23 in t = (z - 6) / (z + 6) on [0, 39] within 2^-55 of it. z^2 is taken with its rounding error, as
 * that would be multiplied by z^2/2 in the result. */
static double upper_tail(double z)
{
    static const double c[24] = {
        0x1.d0568f5d76666p-2,   -0x1.5c438de6f0fe4p-4,  0x1.46229bd016f37p-5,   -0x1.1e9d4130ee264p-8,
        -0x1.08766e43299b6p-6,  0x1.7227accaf8801p-6,   -0x1.43da9f73d2e3dp-6,  0x1.b212c026b7aa1p-7,
        -0x1.ceac1d81a401bp-8,  0x1.80c8412297e2cp-9,   -0x1.c79a7e0e7fe43p-11, 0x1.f52cdd7ab6c8ap-14,
        0x1.3d0bf8a4b6222p-15,  -0x1.ba2082cef493dp-16, 0x1.281f7579a3dc2p-18,  0x1.de8163f3fbfbfp-20,
        -0x1.0c88047287a8cp-20, 0x1.3d473ec37a614p-30,  0x1.1f6e80f193d25p-23,  -0x1.68eb7ea217ee2p-26,
        -0x1.24fe01d79d4d4p-26, 0x1.9a4c97bc37d60p-29,  0x1.231f4742e79f5p-29,  0x1.865634ab0f447p-33};
    double t = (z - 6.0) / (z + 6.0);
    double t2 = t * t;
    double even = c[22];
    double odd = c[23];
    for (int i = 20; i >= 0; i -= 2) {
        even = even * t2 + c[i];
        odd = odd * t2 + c[i + 1];
    }
    double high = real_high(z);
    double low = z - high;
    double square = z * z;
    double rest = ((high * high - square) + 2.0 * high * low) + low * low;
    return real_exp_kernel(-0.5 * square, -0.5 * rest) * (even + t * odd) / (1.0 + z);
}

double real_normal_cdf(double x)
{
    double z = fabs(x);
    double tail = z <= 37.5 ? upper_tail(z) : 0.0;
    double y = x < 0.0 ? tail : 1.0 - tail;
    return x == x ? y : x;
}
