/* Alias tables, built in whole numbers. */
#include <float.h>

#include "sim/memory.h"
#include "sim/random.h"

static const uint64_t slot_parts = UINT64_C(1) << 32;

enum { LARGEST_SIZE = 1 << 24 };

static enum status check_weights(const double *weights, size_t size, double *total, struct error *error)
{
    if (size < 1 || size > LARGEST_SIZE) {
        return error_set(error, STATUS_INPUT, "%zu weights, expected 1 to %d", size, LARGEST_SIZE);
    }
    double sum = 0.0;
    for (size_t i = 0; i < size; i++) {
        if (!(weights[i] >= 0.0 && weights[i] <= DBL_MAX)) {
            return error_set(error, STATUS_INPUT, "weight %zu is %g, expected a number of 0 or more", i + 1,
                             weights[i]);
        }
        sum += weights[i];
    }
    if (!(sum > 0.0 && sum <= DBL_MAX)) {
        return error_set(error, STATUS_INPUT, "the weights add up to %g, expected more than 0", sum);
    }
    *total = sum;
    return STATUS_OK;
}

/* Shares that add up to size * 2^32 exactly: rounded, then the difference spread, one part each, over the
 * categories that have a share. */
static void share_out(uint64_t *share, const double *weights, size_t size, double total)
{
    double parts = (double)size * (double)slot_parts;
    int64_t left = (int64_t)((uint64_t)size * slot_parts);
    for (size_t i = 0; i < size; i++) {
        share[i] = (uint64_t)(weights[i] / total * parts + 0.5);
        left -= (int64_t)share[i];
    }
    for (size_t i = 0; left != 0; i = i + 1 < size ? i + 1 : 0) {
        if (share[i] > 0) {
            int64_t part = left > 0 ? 1 : -1;
            share[i] += (uint64_t)part;
            left -= part;
        }
    }
}

/* Vose's construction: each slot below its 2^32 parts is filled up by one category that has more. `stack`
 * holds the small from the front and the large from the back. */
static void pair_up(struct alias *alias, uint64_t *share, uint32_t *stack)
{
    uint32_t small = 0;
    uint32_t large = alias->size;
    for (uint32_t i = 0; i < alias->size; i++) {
        alias->threshold[i] = UINT32_MAX;
        alias->other[i] = i;
        if (share[i] < slot_parts) {
            stack[small++] = i;
        } else {
            stack[--large] = i;
        }
    }
    while (small > 0) {
        uint32_t slot = stack[--small];
        uint32_t donor = stack[large];
        alias->threshold[slot] = (uint32_t)share[slot];
        alias->other[slot] = donor;
        share[donor] -= slot_parts - share[slot];
        if (share[donor] < slot_parts) {
            large++;
            stack[small++] = donor;
        }
    }
}

enum status alias_init(struct alias *alias, const double *weights, size_t size, struct error *error)
{
    *alias = (struct alias){0};
    double total = 0.0;
    PASS(check_weights(weights, size, &total, error));
    uint64_t *share = memory_alloc(size, sizeof *share);
    uint32_t *stack = memory_alloc(size, sizeof *stack);
    alias->threshold = memory_alloc(size, sizeof *alias->threshold);
    alias->other = memory_alloc(size, sizeof *alias->other);
    if (share == NULL || stack == NULL || alias->threshold == NULL || alias->other == NULL) {
        alias_clear(alias);
        (void)error_memory(error, "alias table");
    } else {
        alias->size = (uint32_t)size;
        share_out(share, weights, size, total);
        pair_up(alias, share, stack);
    }
    memory_free(share);
    memory_free(stack);
    return alias->size != 0 ? STATUS_OK : STATUS_MEMORY;
}

void alias_clear(struct alias *alias)
{
    memory_free(alias->threshold);
    memory_free(alias->other);
    *alias = (struct alias){0};
}
