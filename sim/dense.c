#include "sim/dense.h"

#include <math.h>

/* Turns the plane of rows p and q so that matrix[p][q] becomes 0. */
static void rotate(double *matrix, size_t n, double *vectors, size_t p, size_t q)
{
    double theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * matrix[p * n + q]);
    double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1);
    double s = t * c;
    for (size_t k = 0; k < n; k++) {
        double a = matrix[k * n + p];
        double b = matrix[k * n + q];
        matrix[k * n + p] = c * a - s * b;
        matrix[k * n + q] = s * a + c * b;
    }
    for (size_t k = 0; k < n; k++) {
        double a = matrix[p * n + k];
        double b = matrix[q * n + k];
        matrix[p * n + k] = c * a - s * b;
        matrix[q * n + k] = s * a + c * b;
        a = vectors[p * n + k];
        b = vectors[q * n + k];
        vectors[p * n + k] = c * a - s * b;
        vectors[q * n + k] = s * a + c * b;
    }
}

static void swap_rows(double *values, double *vectors, size_t n, size_t i, size_t j)
{
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
    for (size_t k = 0; k < n; k++) {
        double entry = vectors[i * n + k];
        vectors[i * n + k] = vectors[j * n + k];
        vectors[j * n + k] = entry;
    }
}

static void sort(double *values, double *vectors, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t least = i;
        for (size_t j = i + 1; j < n; j++) {
            least = values[j] < values[least] ? j : least;
        }
        if (least != i) {
            swap_rows(values, vectors, n, i, least);
        }
    }
}

void dense_eigen(double *matrix, size_t n, double *values, double *vectors)
{
    enum { SWEEPS = 60 };
    for (size_t i = 0; i < n * n; i++) {
        vectors[i] = 0;
    }
    for (size_t i = 0; i < n; i++) {
        vectors[i * n + i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (size_t p = 0; p < n; p++) {
            for (size_t q = p + 1; q < n; q++) {
                double scale = fabs(matrix[p * n + p]) + fabs(matrix[q * n + q]);
                if (fabs(matrix[p * n + q]) > 1e-17 * scale) {
                    rotate(matrix, n, vectors, p, q);
                }
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        values[i] = matrix[i * n + i];
    }
    sort(values, vectors, n);
}

void dense_inverse(const double *values, const double *vectors, size_t n, double floor, double *inverse)
{
    for (size_t i = 0; i < n * n; i++) {
        inverse[i] = 0;
    }
    for (size_t k = 0; k < n; k++) {
        double value = values[k] > floor ? values[k] : floor;
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                inverse[i * n + j] += vectors[k * n + i] * vectors[k * n + j] / value;
            }
        }
    }
}
