/* The arithmetic behind sim/real.h, inlined where a loop needs it. For sim/real*.c only.
 *
 * Everything here is straight-line code on doubles and their bits: no branch, no table, no call, so that
 * a loop over an array becomes vector code with the bits of the scalar one. */
#ifndef SIM_REAL_KERNEL_H
#define SIM_REAL_KERNEL_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "double arithmetic must be done in double (not in x87 registers)");

#define REAL_LN2_HIGH 0x1.62e42fee00000p-1 /* 32 bits: times an exponent it is exact */
#define REAL_LN2_LOW  0x1.a39ef35793c76p-33

static inline uint64_t real_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double real_of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* x with the lower 27 bits of its significand cleared: products of two such numbers are exact. */
static inline double real_high(double x)
{
    return real_of_bits(real_bits(x) & ~((UINT64_C(1) << 27) - 1));
}

/* e^(x + tail), |tail| small beside x. The exponent k = round(x / ln 2) comes out of adding 1.5 * 2^52,
 * which leaves k in the low bits; e^r on |r| <= ln(2)/2 is 1 + r + r^2 P(r), with P of degree 10 within 2^-63
 * of its function and the rounding of r and of 1 + r carried along; 2^k is added to the exponent field.
 * Within its thresholds the sum can neither leave the normal numbers nor reach a NaN, for tail = 0. */
static inline double real_exp_kernel(double x, double tail)
{
    double shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52;
    double k = shifted - 0x1.8p52;
    double coarse = x - k * REAL_LN2_HIGH;
    double fine = k * REAL_LN2_LOW - tail;
    double r = coarse - fine;
    double r_low = (coarse - r) - fine;
    double sum = 1.0 + r;
    double sum_low = r - (sum - 1.0);
    double r2 = r * r;
    double r4 = r2 * r2;
    double p01 = 0x1p-1 + r * 0x1.555555555555cp-3;
    double p23 = 0x1.5555555555558p-5 + r * 0x1.111111110e9efp-7;
    double p45 = 0x1.6c16c16c1500bp-10 + r * 0x1.a01a01b44afdfp-13;
    double p67 = 0x1.a01a01ad76d18p-16 + r * 0x1.71ddee618dfa9p-19;
    double p89 = 0x1.27e4cc2826ac8p-22 + r * 0x1.af6e9ed5c05d5p-26;
    double high = (p89 + r2 * 0x1.1f8bb2365bf47p-29) * r4 + (p45 + r2 * p67);
    double p = high * r4 + (p01 + r2 * p23);
    double e = sum + (r2 * p + (sum_low + r_low));
    double y = real_of_bits(real_bits(e) + (real_bits(shifted) << 52));
    y = x < -0x1.6232bdd7abcd2p+9 ? 0.0 : y;             /* ln 2^-1022 */
    y = x > 0x1.62e42fefa39efp+9 ? (double)INFINITY : y; /* ln of the largest double */
    return x == x ? y : x;
}

/* ln x. x = 2^k m with m in [sqrt(1/2), sqrt(2)); with f = m - 1 and s = f / (2 + f), ln m = 2 atanh(s) =
 * f - (f^2/2 - s (f^2/2 + R(s^2))), the form of Ng in fdlibm, which cancels nothing; R is s^2 times a
 * polynomial of degree 7 in s^2 within 2^-66 of its function. */
static inline double real_log_kernel(double x)
{
    int subnormal = x < 0x1p-1022;
    double scaled = subnormal ? x * 0x1p54 : x;
    double bias = subnormal ? 0x1p52 + (1023 + 54) : 0x1p52 + 1023;
    uint64_t bits = real_bits(scaled) + (UINT64_C(0x3ff0000000000000) - UINT64_C(0x3fe6a09e667f3bcd));
    double k = real_of_bits((bits >> 52) | UINT64_C(0x4330000000000000)) - bias;
    double m = real_of_bits((bits & UINT64_C(0xfffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd));
    double f = m - 1.0;
    double s = f / (2.0 + f);
    double z = s * s;
    double z2 = z * z;
    double p01 = 0x1.5555555555555p-1 + z * 0x1.9999999999d0ap-2;
    double p23 = 0x1.249249243a379p-2 + z * 0x1.c71c724a7f1e0p-3;
    double p45 = 0x1.745ce211aab75p-3 + z * 0x1.3b201847748a5p-3;
    double p67 = 0x1.0f685006f7423p-3 + z * 0x1.0f049eceb9d33p-3;
    double r = z * ((p01 + z2 * p23) + (z2 * z2) * (p45 + z2 * p67));
    double half = 0.5 * f * f;
    double y = k * REAL_LN2_HIGH - ((half - (s * (half + r) + k * REAL_LN2_LOW)) - f);
    y = x > DBL_MAX ? x : y;
    y = x == 0.0 ? -(double)INFINITY : y;
    return x >= 0.0 ? y : (double)NAN;
}

#endif
