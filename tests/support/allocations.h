/* Every allocation made to fail in turn.
 *
 * Every program in tests/unit is linked so that `aligned_alloc` (the only way the engine allocates, see
 * sim/memory.h) and `free` pass through here; another test program opts in with
 * `target_link_libraries(NAME PRIVATE test_support)`. To use it, write the work as a function that
 * frees all it made, whether it fails or not, and let it run once for each allocation it makes:
 *
 *     static enum status live(void *context, struct error *error)
 *     {
 *         struct table table = {0};
 *         enum status status;
 *         TRY(table_resize(&table, 100, error));
 *     out:
 *         table_clear(&table);
 *         return status;
 *     }
 *
 *     static void test_memory(void **state)
 *     {
 *         check_every_allocation(live, NULL);
 *     }
 *
 * Memory that cmocka, HDF5 or the C library allocate for themselves is neither failed nor counted. */
#ifndef TESTS_SUPPORT_ALLOCATIONS_H
#define TESTS_SUPPORT_ALLOCATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

/* Runs `work` with its first allocation failing, then its second, and so on, until it ends without
 * having met the failure: once with that one allocation failing, once with all later ones failing too.
 * A run that met the failure must return STATUS_MEMORY with a text, the last run STATUS_OK without one,
 * and each must leave as many live allocations as it found. Fails the cmocka test otherwise.
 * Returns the number of allocations that `work` makes. */
size_t check_every_allocation(enum status (*work)(void *context, struct error *error), void *context);

/* The parts, for tests that need them one by one. */

/* Lets the allocation number `nth` from now fail (1 is the next one), and with `all_later` every one
 * after it. 0: none. */
void allocations_fail(size_t nth, bool all_later);

/* Allocations asked for since the last `allocations_fail`, also those that failed; and how many failed. */
size_t allocations_made(void);
size_t allocations_failed(void);

/* Allocations that are not freed yet. */
size_t allocations_live(void);

#endif
