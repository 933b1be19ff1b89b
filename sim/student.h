/* Student's law: what the mean of a few draws may be, when their spread is known from the same draws. */
#ifndef SIM_STUDENT_H
#define SIM_STUDENT_H

/* The probability that a value is further from zero than `t`, on either side, with `freedom` (from 1 on)
 * degrees of freedom. Relative error below 1e-10 down to 1e-300. The incomplete beta function by its
 * continued fraction (Abramowitz and Stegun 26.5.8 and 26.7.1, evaluated as Lentz 1976 does). NaN stays NaN.
 */
double student_outside(double t, double freedom);

/* The t that is exceeded, on either side, with probability 1 - `level`; `level` in (0, 1). Newton's method on
 * student_outside from the quantile of the normal law, which is always the smaller one. Relative error below
 * 1e-9 for levels up to 1 - 1e-12. */
double student_quantile(double level, double freedom);

#endif
