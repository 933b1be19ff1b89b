#include "sim/real.h"

#include "sim/real_kernel.h"

/* The significand m in [0x1.6a00p-1, 0x1.6a00p0) is cut into 64 intervals; `inverse` is near 1/m and has few
 * bits, so that inverse * m - 1 is found exactly; `log_high` + `log_low` is -ln(inverse). log_high and the
 * high part of ln 2 are multiples of 2^-42, so that their sum is exact. */
#define LN2_HIGH 0x1.62e42fefa3800p-1
#define LN2_LOW  0x1.ef35793c76730p-45

struct log_entry {
    double inverse;
    double log_high;
    double log_low;
};

static const struct log_entry log_table[64] = {
    {1.40625, -0x1.5d1bdbf581000p-2, 0x1.8d6bdc9c7c238p-44},
    {1.390625, -0x1.51aad872e0000p-2, 0x1.f4bd8db0a7cc1p-44},
    {1.375, -0x1.4618bc21c6000p-2, 0x1.3d82f484c84ccp-46},
    {1.36328125, -0x1.3d54fa5c1f000p-2, -0x1.c3e1cd9a395e3p-44},
    {1.34765625, -0x1.31871c9544000p-2, -0x1.84fab94cecfd9p-46},
    {1.33203125, -0x1.2596010df7000p-2, -0x1.8e7bc224ea3e3p-44},
    {1.3203125, -0x1.1c898c169a000p-2, 0x1.81410e5c62affp-44},
    {1.3046875, -0x1.1058bf9ae5000p-2, 0x1.4ab9d817d52cdp-44},
    {1.29296875, -0x1.071b85fcd6000p-2, 0x1.bcb8ba3e01a11p-44},
    {1.28125, -0x1.fb9186d5e4000p-3, 0x1.d572aab993c87p-47},
    {1.265625, -0x1.e27076e2b0000p-3, 0x1.a342c2af0003cp-44},
    {1.25390625, -0x1.cf6354e09c000p-3, -0x1.771239a07d55bp-45},
    {1.2421875, -0x1.bc286742d8000p-3, -0x1.9ac53f39d121cp-44},
    {1.23046875, -0x1.a8becfc882000p-3, -0x1.e3185cf21b9cfp-44},
    {1.21875, -0x1.9525a9cf46000p-3, 0x1.297137d9f158fp-44},
    {1.20703125, -0x1.815c0a1436000p-3, 0x1.02a52f9201ce8p-44},
    {1.1953125, -0x1.6d60fe719e000p-3, 0x1.bc6e557134767p-44},
    {1.18359375, -0x1.59338d9982000p-3, -0x1.0ba68b7555d4ap-48},
    {1.17578125, -0x1.4ba36f39a6000p-3, 0x1.4354bb3f219e5p-44},
    {1.1640625, -0x1.371fc201e8000p-3, -0x1.ee8779b2d8abcp-44},
    {1.15234375, -0x1.2266f190a6000p-3, 0x1.4d20ab840e7f6p-45},
    {1.14453125, -0x1.1478584674000p-3, -0x1.563451027c750p-46},
    {1.1328125, -0x1.fec9131dc0000p-4, 0x1.54555d1ae6607p-44},
    {1.12109375, -0x1.d4313d66cc000p-4, 0x1.9454379135713p-45},
    {1.11328125, -0x1.b78c82bb10000p-4, 0x1.25ef7bc3987e7p-44},
    {1.1015625, -0x1.8c345d6318000p-4, -0x1.b20f5acb42a66p-44},
    {1.09375, -0x1.6f0d28ae58000p-4, 0x1.4b4641b664613p-44},
    {1.0859375, -0x1.51b073f060000p-4, -0x1.83f69278e686ap-44},
    {1.07421875, -0x1.253f62f0a0000p-4, -0x1.416f8fb69a701p-44},
    {1.06640625, -0x1.0759835990000p-4, 0x1.b8ecfe4b59987p-44},
    {1.05859375, -0x1.d276b8adb0000p-5, -0x1.6a423c78a64b0p-46},
    {1.05078125, -0x1.95c830ec90000p-5, 0x1.c148297c5feb8p-45},
    {1.0390625, -0x1.39e87b9fe8000p-5, -0x1.eafd480ad9015p-44},
    {1.03125, -0x1.f829b0e780000p-6, -0x1.980267c7e09e4p-45},
    {1.0234375, -0x1.7b91b07d60000p-6, 0x1.3b955b602ace4p-44},
    {1.015625, -0x1.fc0a8b0fc0000p-7, -0x1.f1e7cf6d3a69cp-50},
    {1.0078125, -0x1.fe02a6b100000p-8, -0x1.9e23f0dda40e4p-46},
    {1.0, 0x0.0p+0, 0x0.0p+0},
    {0.984375, 0x1.0205658930000p-6, 0x1.611d27c8e8417p-44},
    {0.96875, 0x1.0415d89e78000p-5, -0x1.dddc7f461c516p-44},
    {0.95703125, 0x1.67c94f2d48000p-5, 0x1.dac20827cca0cp-44},
    {0.94140625, 0x1.eea31c0068000p-5, 0x1.c3dd83606d891p-44},
    {0.92578125, 0x1.3bdf5a7d20000p-4, -0x1.19bd0ad125895p-44},
    {0.9140625, 0x1.700d30aeac000p-4, 0x1.c1e8da99ded32p-49},
    {0.90234375, 0x1.a4e7640b1c000p-4, -0x1.e42b6b94407c8p-47},
    {0.890625, 0x1.da72763844000p-4, 0x1.a89401fa71733p-46},
    {0.875, 0x1.1178e8227e000p-3, 0x1.1ef78ce2d07f2p-45},
    {0.86328125, 0x1.2d1610c868000p-3, 0x1.39d6ccb81b4a1p-47},
    {0.8515625, 0x1.4913d8333c000p-3, -0x1.53e43558124c4p-44},
    {0.84375, 0x1.5bf406b544000p-3, -0x1.27023eb68981cp-46},
    {0.83203125, 0x1.7898d85444000p-3, 0x1.8e67be3dbaf3fp-44},
    {0.8203125, 0x1.95a5adcf70000p-3, 0x1.7f22858a0ff6fp-47},
    {0.80859375, 0x1.b31d8575bc000p-3, 0x1.c794e562a63cbp-44},
    {0.80078125, 0x1.c6ffbc6f00000p-3, 0x1.ee138d3a69d43p-44},
    {0.7890625, 0x1.e530effe72000p-3, -0x1.fdbdbb13f7c18p-44},
    {0.78125, 0x1.f991c6cb3c000p-3, -0x1.90d04cd7cc834p-44},
    {0.76953125, 0x1.0c42d67616000p-2, 0x1.7188b163ceae9p-45},
    {0.76171875, 0x1.16b5ccbad0000p-2, -0x1.23299042d74bfp-44},
    {0.75390625, 0x1.214456d0ec000p-2, -0x1.caf0428b728a3p-44},
    {0.74609375, 0x1.2bef07cdc9000p-2, 0x1.a9cfa4a5004f4p-45},
    {0.734375, 0x1.3c25277333000p-2, 0x1.83b54b606bd5cp-46},
    {0.7265625, 0x1.4718dc271c000p-2, 0x1.06c18fb4c14c5p-44},
    {0.71875, 0x1.522ae0738a000p-2, 0x1.ebe708164c759p-45},
    {0.7109375, 0x1.5d5bddf596000p-2, -0x1.a0b2a08a465dcp-47},
};

struct pair {
    double high;
    double low;
};

/* a + b exactly (Knuth). */
static struct pair pair_sum(double a, double b)
{
    double sum = a + b;
    double part = sum - a;
    return (struct pair){sum, (a - (sum - part)) + (b - part)};
}

/* ln(1 + r) - r + r^2/2, over r^3, for |r| < 2^-6.7: the Taylor series to 2^-72 of r. */
static double log1p_rest(double r)
{
    double r2 = r * r;
    double p01 = 1.0 / 3 - r * (1.0 / 4);
    double p23 = 1.0 / 5 - r * (1.0 / 6);
    double p45 = 1.0 / 7 - r * (1.0 / 8);
    double p67 = 1.0 / 9 - r * (1.0 / 10);
    return p01 + r2 * (p23 + r2 * (p45 + r2 * (p67 + r2 * (1.0 / 11))));
}

/* ln x for finite x > 0 as a pair, relative error below 2^-66. */
static struct pair log_pair(double x)
{
    const uint64_t origin = UINT64_C(0x3fe6a00000000000);
    double bias = 1023;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        bias = 1023 + 54;
    }
    uint64_t bits = real_bits(x) + (UINT64_C(0x3ff0000000000000) - origin);
    double k = (double)(bits >> 52) - bias;
    double m = real_of_bits((bits & UINT64_C(0xfffffffffffff)) + origin);
    const struct log_entry *entry = &log_table[(bits >> 46) & 63];

    double m_high = real_high(m);
    struct pair r = pair_sum(m_high * entry->inverse - 1.0, (m - m_high) * entry->inverse);
    double r_high = real_high(r.high);
    double half_square = 0.5 * r_high * r_high;
    double half_square_low = 0.5 * (r.high - r_high) * (r.high + r_high);

    struct pair a = pair_sum(k * LN2_HIGH + entry->log_high, r.high);
    struct pair b = pair_sum(a.high, -half_square);
    double small = (a.low + b.low) + (k * LN2_LOW + entry->log_low) + (r.low - r.high * r.low) -
                   half_square_low + r.high * r.high * r.high * log1p_rest(r.high);
    double high = b.high + small;
    return (struct pair){high, small - (high - b.high)};
}

/* x^y for finite x > 0 and any number y. */
static double power(double x, double y)
{
    struct pair log = log_pair(x);
    double product = y * log.high;
    if (!(fabs(product) < 800.0)) {
        return product > 0.0 ? (double)INFINITY : 0.0;
    }
    double y_high = real_high(y);
    double y_low = y - y_high;
    double log_high = real_high(log.high);
    double log_low = log.high - log_high;
    double rest = ((y_high * log_high - product) + y_high * log_low + y_low * log_high) + y_low * log_low;
    double result = real_exp_kernel(product, rest + y * log.low);
    if (!(result <= DBL_MAX)) { /* the tail may carry the last double over the edge */
        return (double)INFINITY;
    }
    return result < DBL_MIN ? 0.0 : result;
}

double real_pow(double x, double y)
{
    if (y == 0.0 || x == 1.0) {
        return 1.0;
    }
    if (!(x >= 0.0) || y != y) {
        return (double)NAN;
    }
    if (x == 0.0) {
        return y < 0.0 ? (double)INFINITY : 0.0;
    }
    if (x > DBL_MAX) {
        return y < 0.0 ? 0.0 : x;
    }
    return power(x, y);
}
