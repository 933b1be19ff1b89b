/* Portable real functions: the same bits on every machine, compiler and optimisation level.
 *
 * The C library's exp and log differ in the last bit between versions and platforms; that would be
 * enough to give another market. These use only + - * / and comparisons in a fixed order in IEEE
 * double precision (compile with -ffp-contract=off, never with fast-math), so gcc and clang, -O0 and
 * -O3, with FMA or without, native and WebAssembly agree. They are branch-free where it matters, so
 * that loops over arrays vectorise.
 *
 * Error bounds are against the true value, in units in the last place, tested against MPFR. */
#ifndef SIM_REAL_H
#define SIM_REAL_H

#include <stddef.h>

/* e^x, error below 0.75 ulp for normal results. Overflow gives +inf, underflow 0 (no subnormals: below
 * 2^-1022 the result is 0); NaN stays NaN. */
double real_exp(double x);

/* Natural logarithm, error below 0.85 ulp. 0 gives -inf, negative NaN; subnormals are handled. */
double real_log(double x);

/* x^y for x >= 0, error below 0.75 ulp (the logarithm is taken with 66 bits). Results below 2^-1022 are 0,
 * as for real_exp. x^0 = 1 and 1^y = 1 for all x and y, NaN too, as in C; negative x gives NaN otherwise. */
double real_pow(double x, double y);

/* Quantile of the standard normal law for p in (0, 1) (Wichura 1988, AS 241), relative error below 1e-15.
 * 0 gives -inf, 1 gives +inf, outside NaN. Non-decreasing in p up to that error. */
double real_normal_quantile(double p);

/* Distribution function of the standard normal law, error below 5 ulp, in the lower tail as well (so the
 * upper tail at x, exact to 5 ulp, is real_normal_cdf(-x)). 0 below -37.5, where it leaves the normal
 * numbers. */
double real_normal_cdf(double x);

/* Whole arrays; out may be in. The same bits as the scalar functions. */
void real_exp_array(const double *in, double *out, size_t count);
void real_normal_quantile_array(const double *in, double *out, size_t count);

#endif
