#include "tests/support/allocations.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *pointer);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *pointer);

/* Live allocations are kept as a set of pointers, because `free` also sees memory of others. Open
 * addressing; 0 is an empty slot and 1 a given-up one. */
static struct {
    pthread_mutex_t lock; /* mailboxes allocate in parallel phases */
    uintptr_t *slots;
    size_t slot_count; /* a power of two */
    size_t used;       /* live and given up */
    size_t live;
    size_t made;
    size_t failed;
    size_t fail_from;
    size_t fail_to;
} here = {.lock = PTHREAD_MUTEX_INITIALIZER};

static size_t slot_of(uintptr_t address)
{
    return (size_t)((uint64_t)address * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (here.slot_count - 1);
}

static void insert(uintptr_t address)
{
    size_t slot = slot_of(address);
    while (here.slots[slot] > 1) {
        slot = (slot + 1) & (here.slot_count - 1);
    }
    here.used += here.slots[slot] == 0;
    here.slots[slot] = address;
}

static void make_room(void)
{
    if (2 * here.used < here.slot_count) {
        return;
    }
    uintptr_t *old = here.slots;
    size_t old_count = here.slot_count;
    here.slot_count = 1024;
    while (here.slot_count < 8 * here.live) {
        here.slot_count *= 2;
    }
    here.slots = calloc(here.slot_count, sizeof *here.slots);
    if (here.slots == NULL) {
        abort();
    }
    here.used = 0;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i] > 1) {
            insert(old[i]);
        }
    }
    __real_free(old);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *pointer = NULL;
    pthread_mutex_lock(&here.lock);
    here.made++;
    if (here.made >= here.fail_from && here.made <= here.fail_to) {
        here.failed++;
    } else {
        pointer = __real_aligned_alloc(alignment, size);
    }
    if (pointer != NULL) {
        make_room();
        insert((uintptr_t)pointer);
        here.live++;
    }
    pthread_mutex_unlock(&here.lock);
    return pointer;
}

void __wrap_free(void *pointer)
{
    pthread_mutex_lock(&here.lock);
    if (pointer != NULL && here.slot_count != 0) {
        size_t slot = slot_of((uintptr_t)pointer);
        while (here.slots[slot] != 0 && here.slots[slot] != (uintptr_t)pointer) {
            slot = (slot + 1) & (here.slot_count - 1);
        }
        if (here.slots[slot] != 0) {
            here.slots[slot] = 1;
            here.live--;
        }
    }
    pthread_mutex_unlock(&here.lock);
    __real_free(pointer);
}

void allocations_fail(size_t nth, bool all_later)
{
    pthread_mutex_lock(&here.lock);
    here.made = 0;
    here.failed = 0;
    here.fail_from = nth == 0 ? SIZE_MAX : nth;
    here.fail_to = all_later ? SIZE_MAX - 1 : nth;
    pthread_mutex_unlock(&here.lock);
}

static size_t locked_read(const size_t *value)
{
    pthread_mutex_lock(&here.lock);
    size_t copy = *value;
    pthread_mutex_unlock(&here.lock);
    return copy;
}

size_t allocations_made(void)
{
    return locked_read(&here.made);
}

size_t allocations_failed(void)
{
    return locked_read(&here.failed);
}

size_t allocations_live(void)
{
    return locked_read(&here.live);
}

/* One run with the nth allocation failing; false when the work never came to it. */
static bool check_one(enum status (*work)(void *context, struct error *error), void *context, size_t nth,
                      bool all_later, size_t *made)
{
    struct error error = {0};
    size_t live_before = allocations_live();
    allocations_fail(nth, all_later);
    enum status status = work(context, &error);
    *made = allocations_made();
    bool failed = allocations_failed() != 0;
    allocations_fail(0, false);

    if (allocations_live() != live_before) {
        fail_msg("allocation %zu failing: %zu allocations were live, now %zu", nth, live_before,
                 allocations_live());
    }
    if (failed && (status != STATUS_MEMORY || error.status != STATUS_MEMORY || error.text[0] == '\0')) {
        fail_msg("allocation %zu failing: status %d, error %d \"%s\" instead of STATUS_MEMORY", nth,
                 (int)status, (int)error.status, error.text);
    }
    if (!failed && (status != STATUS_OK || error.status != STATUS_OK)) {
        fail_msg("no allocation failing: status %d, error %d \"%s\"", (int)status, (int)error.status,
                 error.text);
    }
    return failed;
}

size_t check_every_allocation(enum status (*work)(void *context, struct error *error), void *context)
{
    size_t made = 0;
    for (size_t nth = 1; check_one(work, context, nth, false, &made); nth++) {
        size_t made_after_failure;
        check_one(work, context, nth, true, &made_after_failure);
    }
    return made;
}
