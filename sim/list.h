/* Lists that grow item by item. */
#ifndef SIM_LIST_H
#define SIM_LIST_H

#include <stddef.h>

#include "sim/memory.h"

/* Room for one more item after `count`, in a list to which all items were added so: it doubles whenever its
 * length is a power of two. NULL: no memory, and the list is as it was. */
static inline void *list_room(void *items, size_t count, size_t size)
{
    return (count & (count - 1)) == 0 ? memory_grow(items, count, count == 0 ? 1 : 2 * count, size) : items;
}

#endif
