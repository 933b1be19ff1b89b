/* Small dense symmetric matrices, row by row: for tens of rows, in a fixed order of operations. */
#ifndef SIM_DENSE_H
#define SIM_DENSE_H

#include <stddef.h>

/* Eigenvalues of the symmetric matrix[n][n], the smallest first, and their vectors of length 1 as the rows of
 * vectors[n][n], by Jacobi's rotations. The matrix is destroyed. */
void dense_eigen(double *matrix, size_t n, double *values, double *vectors);

/* inverse[n][n] = sum over the eigenvalues above `floor` (at least above 0) of v v' / value; those below
 * count as `floor`, so that what is not determined gets a large inverse and not an endless one. */
void dense_inverse(const double *values, const double *vectors, size_t n, double floor, double *inverse);

#endif
