/* Names: which item is called so, and "did you mean": the nearest of the names that exist, or a list of them.
 *
 * Names are offered one by one, so that a table with thousands of rows needs no list of its names:
 *
 *     struct name_hint hint;
 *     name_hint_init(&hint, word, length);
 *     for each name: name_hint_offer(&hint, name);
 *     name_hint_tell(&hint, "search.", error);      did you mean "search.effort"?
 */
#ifndef SIM_NAME_HINT_H
#define SIM_NAME_HINT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

enum { NAME_HINT_MAX = 64 };

struct name_hint {
    char name[NAME_HINT_MAX]; /* the word that is not known; empty: too long to be near to anything */
    char best[NAME_HINT_MAX]; /* the nearest name offered; empty: none is near */
    size_t best_cost;
    char known[160]; /* the first names offered */
    size_t known_length;
    bool known_cut;
};

/* `name` need not end with a zero. */
void name_hint_init(struct name_hint *hint, const char *name, size_t length);
void name_hint_offer(struct name_hint *hint, const char *candidate);

/* Which of `count` items of `size` bytes, each of which begins with a pointer to its name, is called `name`;
 * `count`: none. `name` need not end with a zero. */
size_t name_find(const char *name, size_t length, const void *items, size_t count, size_t size);

/* A hint to which `count` items of `size` bytes are offered, each of which begins with a pointer to its name.
 */
struct name_hint name_hint_among(const char *name, const void *items, size_t count, size_t size);

/* Adds to `error`: did you mean "PREFIX + nearest"? or, when none is near, `known: a, b, c`. */
void name_hint_tell(const struct name_hint *hint, const char *prefix, struct error *error);

#endif
