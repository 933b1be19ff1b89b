/* Memory for columns and buffers: zeroed, aligned to a cache line, on huge pages when large.
 *
 * The only place of the engine that allocates. Failure returns NULL and is for the caller to report
 * (`error_memory`). Tests make every allocation fail in turn by wrapping `aligned_alloc` at link
 * time, so there is no hook here. */
#ifndef SIM_MEMORY_H
#define SIM_MEMORY_H

#include <stddef.h>

/* `count` items of `size` bytes, all zero, aligned to 64 bytes; NULL when there is no memory or the
 * product overflows. A request of 0 bytes gives a valid pointer. */
void *memory_alloc(size_t count, size_t size);

/* A larger copy of `old` (which may be NULL): the first `old_count` items are kept, the rest is zero.
 * On success `old` is freed; on failure NULL is returned and `old` is untouched. */
void *memory_grow(void *old, size_t old_count, size_t new_count, size_t size);

void memory_free(void *pointer);

/* Asks for the cache line at `address`, which will be read soon; may be any address. The empty instruction
 * says that something is done: GCC drops the call of a function that does nothing but ask. */
static inline void memory_fetch(const void *address)
{
    __builtin_prefetch(address);
    __asm__ volatile("");
}

#endif
