/* Portable real functions: the same bits in every build, and the error bounds that the header states.
 *
 * The golden hashes are the proof of portability: every compiler, optimisation level and machine must find
 * them. Errors are measured against MPFR where it is installed. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#ifdef HAVE_MPFR
#include <mpfr.h>
#endif

#include "sim/real.h"
#include "tests/support/numbers.h"

enum { SAMPLES = 60000 };

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return isnan(x) ? UINT64_C(0x7ff8000000000000) : bits; /* all NaNs are one */
}

static double between(uint64_t *numbers, double low, double high)
{
    return low + (high - low) * ((double)(next_number(numbers) >> 11) * 0x1p-53);
}

/* Any finite positive double, all exponents alike. */
static double any_positive(uint64_t *numbers)
{
    uint64_t bits = next_number(numbers) % (UINT64_C(0x7ff) << 52);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void mix(uint64_t *hash, double x)
{
    *hash ^= bits_of(x);
    *hash = next_number(hash);
}

static void test_same_bits_everywhere(void **state)
{
    (void)state;
    uint64_t numbers = 1;
    uint64_t exps = 0, logs = 0, pows = 0, quantiles = 0, cdfs = 0;
    for (int k = 0; k < SAMPLES; k++) {
        mix(&exps, real_exp(between(&numbers, -750, 720)));
        mix(&logs, real_log(any_positive(&numbers)));
        double exponent =
            between(&numbers, -30, 30); /* in a call the order of the two would be the compiler's */
        double base = between(&numbers, 0, 10);
        mix(&pows, real_pow(base, exponent));
        mix(&quantiles, real_normal_quantile(between(&numbers, 0, 1)));
        mix(&cdfs, real_normal_cdf(between(&numbers, -40, 10)));
    }
    assert_int_equal(exps, UINT64_C(0xbb1afdd8a5c4c4a6));
    assert_int_equal(logs, UINT64_C(0x92e23320d899dde7));
    assert_int_equal(pows, UINT64_C(0x20613d99e86fd72d));
    assert_int_equal(quantiles, UINT64_C(0xa4cd8701e0c7b0e2));
    assert_int_equal(cdfs, UINT64_C(0x6f4211760795b13d));
}

static void test_edges(void **state)
{
    (void)state;
    assert_true(real_exp(0) == 1 && real_exp(-0.0) == 1);
    assert_true(real_exp(INFINITY) == INFINITY && real_exp(-INFINITY) == 0);
    assert_true(real_exp(710) == INFINITY && real_exp(-746) == 0);
    assert_true(isnan(real_exp(NAN)));
    assert_true(real_log(1) == 0 && !signbit(real_log(1)));
    assert_true(real_log(0) == -INFINITY && real_log(INFINITY) == INFINITY);
    assert_true(isnan(real_log(-1)) && isnan(real_log(NAN)));
    assert_true(real_log(0x1p-1074) < real_log(0x1p-1073));
    assert_true(real_pow(0, 0) == 1 && real_pow(NAN, 0) == 1 && real_pow(1, NAN) == 1);
    assert_true(real_pow(0, 2) == 0 && real_pow(0, -2) == INFINITY);
    assert_true(real_pow(2, 10) == 1024 && real_pow(9, 0.5) == 3 && real_pow(10, 3) == 1000);
    assert_true(isnan(real_pow(-2, 2)));
    assert_true(real_normal_quantile(0) == -INFINITY && real_normal_quantile(1) == INFINITY);
    assert_true(real_normal_quantile(0.5) == 0);
    assert_true(isnan(real_normal_quantile(-0.1)) && isnan(real_normal_quantile(1.1)));
    assert_true(real_normal_cdf(0) == 0.5 && real_normal_cdf(INFINITY) == 1 &&
                real_normal_cdf(-INFINITY) == 0);
}

/* Inverse of each other, and symmetric. */
static void test_identities(void **state)
{
    (void)state;
    uint64_t numbers = 2;
    for (int k = 0; k < SAMPLES; k++) {
        double x = between(&numbers, -6, 6);
        double p = between(&numbers, 1e-9, 0.5);
        assert_float_equal(real_log(real_exp(x)), x, 4e-16 * (1 + fabs(x)));
        assert_float_equal(real_normal_cdf(real_normal_quantile(p)) / p, 1, 1e-13);
        double step = floor(p * 0x1p40) * 0x1p-40; /* 1/2 +- step is exact */
        assert_true(real_normal_quantile(0.5 - step) == -real_normal_quantile(0.5 + step));
    }
}

static void test_arrays(void **state)
{
    (void)state;
    enum { MOST = 1003 };
    static double x[MOST], u[MOST], out[MOST];
    uint64_t numbers = 3;
    for (int k = 0; k < MOST; k++) {
        x[k] = k % 50 == 0 ? (k % 100 == 0 ? NAN : 800) : between(&numbers, -760, 720);
        u[k] = k % 50 == 0 ? (double)(k % 3) : between(&numbers, 0, 1);
    }
    for (size_t count = 0; count <= MOST; count = count * 2 + 1) {
        real_exp_array(x, out, count);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(bits_of(out[k]), bits_of(real_exp(x[k])));
        }
        memcpy(out, u, sizeof out);
        real_normal_quantile_array(out, out, count); /* in place */
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(bits_of(out[k]), bits_of(real_normal_quantile(u[k])));
        }
    }
}

#ifdef HAVE_MPFR

enum { MEASURED = 12000, PRECISION = 120 }; /* bits: twice a double, and MPFR is slow */

/* |got - exact| in units in the last place of the exact value rounded to double. */
static double ulps(double got, const mpfr_t exact)
{
    mpfr_t difference;
    mpfr_init2(difference, PRECISION);
    mpfr_sub_d(difference, exact, got, MPFR_RNDN);
    int exponent;
    frexp(mpfr_get_d(exact, MPFR_RNDN), &exponent);
    double result = fabs(mpfr_get_d(difference, MPFR_RNDN)) / ldexp(1, exponent - DBL_MANT_DIG);
    mpfr_clear(difference);
    return result;
}

static void test_error_bounds(void **state)
{
    (void)state;
    uint64_t numbers = 4;
    mpfr_t x, y;
    mpfr_init2(x, PRECISION);
    mpfr_init2(y, PRECISION);
    double worst_exp = 0, worst_log = 0, worst_pow = 0, worst_cdf = 0;
    for (int k = 0; k < MEASURED; k++) {
        double a = k % 2 ? between(&numbers, -708, 709) : between(&numbers, -1, 1);
        mpfr_set_d(x, a, MPFR_RNDN);
        mpfr_exp(y, x, MPFR_RNDN);
        worst_exp = fmax(worst_exp, ulps(real_exp(a), y));

        double b = k % 3 == 0 ? any_positive(&numbers) : between(&numbers, 0.5, 2);
        mpfr_set_d(x, b, MPFR_RNDN);
        mpfr_log(y, x, MPFR_RNDN);
        worst_log = fmax(worst_log, b == 1 ? 0 : ulps(real_log(b), y));

        double base = between(&numbers, 1e-3, 50), power = between(&numbers, -90, 90);
        mpfr_set_d(x, base, MPFR_RNDN);
        mpfr_set_d(y, power, MPFR_RNDN);
        mpfr_pow(y, x, y, MPFR_RNDN);
        worst_pow = fmax(worst_pow, ulps(real_pow(base, power), y));

        double z = between(&numbers, -37, 8);
        mpfr_set_d(x, -z, MPFR_RNDN);
        mpfr_set_ui(y, 2, MPFR_RNDN);
        mpfr_sqrt(y, y, MPFR_RNDN);
        mpfr_div(x, x, y, MPFR_RNDN);
        mpfr_erfc(y, x, MPFR_RNDN);
        mpfr_div_ui(y, y, 2, MPFR_RNDN);
        worst_cdf = fmax(worst_cdf, ulps(real_normal_cdf(z), y));
    }
    mpfr_clear(x);
    mpfr_clear(y);
    print_message("worst errors in ulp: exp %.3f, log %.3f, pow %.3f, cdf %.3f\n", worst_exp, worst_log,
                  worst_pow, worst_cdf);
    assert_true(worst_exp < 0.75 && worst_exp > 0.5);
    assert_true(worst_log < 0.85 && worst_log > 0.5);
    assert_true(worst_pow < 0.75 && worst_pow > 0.5);
    assert_true(worst_cdf < 5);
}

/* The quantile is checked through the distribution function: dz = dp / density. */
static void test_quantile_error(void **state)
{
    (void)state;
    uint64_t numbers = 5;
    mpfr_t z, p, density;
    mpfr_inits2(PRECISION, z, p, density, (mpfr_ptr)0);
    double worst = 0;
    for (int k = 0; k < MEASURED; k++) {
        double asked = k % 2 ? between(&numbers, 0, 0.5) : real_exp(between(&numbers, -700, -0.7));
        double got = real_normal_quantile(asked);
        mpfr_set_d(z, got, MPFR_RNDN);
        mpfr_sqr(density, z, MPFR_RNDN);
        mpfr_div_si(density, density, -2, MPFR_RNDN);
        mpfr_exp(density, density, MPFR_RNDN);
        mpfr_mul_d(density, density, 0.39894228040143267794, MPFR_RNDN);
        mpfr_set_ui(p, 2, MPFR_RNDN);
        mpfr_sqrt(p, p, MPFR_RNDN);
        mpfr_div(p, z, p, MPFR_RNDN);
        mpfr_neg(p, p, MPFR_RNDN);
        mpfr_erfc(p, p, MPFR_RNDN);
        mpfr_div_ui(p, p, 2, MPFR_RNDN);
        mpfr_sub_d(p, p, asked, MPFR_RNDN);
        mpfr_div(p, p, density, MPFR_RNDN);
        if (got != 0) {
            worst = fmax(worst, fabs(mpfr_get_d(p, MPFR_RNDN) / got));
        }
    }
    mpfr_clears(z, p, density, (mpfr_ptr)0);
    print_message("worst relative error of the normal quantile: %.3g\n", worst);
    assert_true(worst < 1e-15);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bits_everywhere), cmocka_unit_test(test_edges),
        cmocka_unit_test(test_identities),           cmocka_unit_test(test_arrays),
#ifdef HAVE_MPFR
        cmocka_unit_test(test_error_bounds),         cmocka_unit_test(test_quantile_error),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
