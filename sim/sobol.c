/* Sobol's sequence: each coordinate of a point from the binary digits of its index. */
#include <assert.h>

#include "sim/design.h"

enum { DEGREE_MAX = 8 };

/* Primitive polynomials as bits, the highest first, and the first direction numbers of each dimension but the
 * first: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM
 * J. Sci. Comput. 30 (2008), table new-joe-kuo-6. */
static const struct {
    unsigned short polynomial;
    unsigned char first[DEGREE_MAX];
} table[DESIGN_SOBOL_MAX - 1] = {
    {3, {1}},
    {7, {1, 3}},
    {11, {1, 3, 1}},
    {13, {1, 1, 1}},
    {19, {1, 1, 3, 3}},
    {25, {1, 3, 5, 13}},
    {37, {1, 1, 5, 5, 17}},
    {41, {1, 1, 5, 5, 5}},
    {47, {1, 1, 7, 11, 19}},
    {55, {1, 1, 5, 1, 1}},
    {59, {1, 1, 1, 3, 11}},
    {61, {1, 3, 5, 5, 31}},
    {67, {1, 3, 3, 9, 7, 49}},
    {91, {1, 1, 1, 15, 21, 21}},
    {97, {1, 3, 1, 13, 27, 49}},
    {103, {1, 1, 1, 15, 7, 5}},
    {109, {1, 3, 1, 15, 13, 25}},
    {115, {1, 1, 5, 5, 19, 61}},
    {131, {1, 3, 7, 11, 23, 15, 103}},
    {137, {1, 3, 7, 13, 13, 15, 69}},
    {143, {1, 1, 3, 13, 7, 35, 63}},
    {145, {1, 3, 5, 9, 1, 25, 53}},
    {157, {1, 3, 1, 13, 9, 35, 107}},
    {167, {1, 3, 1, 5, 27, 61, 31}},
    {171, {1, 1, 5, 11, 19, 41, 61}},
    {185, {1, 3, 5, 3, 3, 13, 69}},
    {191, {1, 1, 7, 13, 1, 19, 1}},
    {193, {1, 3, 7, 5, 13, 19, 59}},
    {203, {1, 1, 3, 9, 25, 29, 41}},
    {211, {1, 3, 5, 13, 23, 1, 55}},
    {213, {1, 3, 7, 3, 13, 59, 17}},
    {229, {1, 3, 1, 3, 5, 53, 69}},
    {239, {1, 1, 5, 5, 23, 33, 13}},
    {241, {1, 1, 7, 7, 1, 61, 123}},
    {247, {1, 1, 7, 9, 13, 61, 49}},
    {253, {1, 3, 3, 5, 3, 55, 33}},
    {285, {1, 3, 1, 15, 31, 13, 49, 245}},
    {299, {1, 3, 5, 15, 31, 59, 63, 97}},
    {301, {1, 3, 1, 11, 11, 11, 77, 249}},
};

static int degree_of(unsigned polynomial)
{
    int degree = -1;
    for (; polynomial != 0; polynomial >>= 1) {
        degree++;
    }
    return degree;
}

void sobol_directions(size_t dimension, uint32_t direction[SOBOL_BITS])
{
    assert(dimension < DESIGN_SOBOL_MAX);
    if (dimension == 0) {
        for (int i = 0; i < SOBOL_BITS; i++) {
            direction[i] = UINT32_C(1) << (SOBOL_BITS - 1 - i);
        }
        return;
    }
    unsigned polynomial = table[dimension - 1].polynomial;
    int degree = degree_of(polynomial);
    assert(degree > 0);
    for (int i = 0; i < SOBOL_BITS; i++) {
        if (i < degree) {
            direction[i] = (uint32_t)table[dimension - 1].first[i] << (SOBOL_BITS - 1 - i);
            continue;
        }
        direction[i] = direction[i - degree] ^ (direction[i - degree] >> degree);
        for (int k = 1; k < degree; k++) {
            direction[i] ^= (polynomial >> (degree - k) & 1) != 0 ? direction[i - k] : 0;
        }
    }
}

double sobol_coordinate(uint32_t index, const uint32_t direction[SOBOL_BITS])
{
    uint32_t bits = 0;
    index ^= index >> 1; /* Gray code: the order in which others give the points */
    for (int i = 0; i < SOBOL_BITS; i++) {
        bits ^= (index >> i & 1) != 0 ? direction[i] : 0;
    }
    return bits * 0x1p-32;
}
