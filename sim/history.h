/* What a model tells of the history of one of its actors, in words, from the rows of a panel of events.
 *
 * The engine finds the rows of the actor; the model knows what they mean. Rows that follow each other may be
 * told as one. */
#ifndef SIM_HISTORY_H
#define SIM_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/text.h"

struct sim;

/* A kind of actor: it is an option of `bassin explain`. */
struct history_actor {
    const char *name;   /* of one: "person" */
    char letter;        /* of the option */
    const char *many;   /* "people" */
    const char *column; /* of ids, U32 */
    const char *text;   /* of the option */
};
enum { HISTORY_ACTORS_MAX = 4 };

/* How a row is told: alone, or not at all, or with those of the same number (from HISTORY_GROUP on) that
 * follow. */
enum { HISTORY_SILENT = -1, HISTORY_ALONE = 0, HISTORY_GROUP = 1 };

struct history {
    const char *panel;
    const char *day; /* column of dates, I32, that do not fall */
    const struct history_actor *actors;
    size_t actor_count;
    const char *asked_by; /* what a scenario sets to have such a panel, for messages */

    /* The history of the actor begins with this row: who has none was not followed. */
    bool (*begins)(const void *row, size_t actor);

    /* See above; `all`: each event is to be told by itself. */
    int32_t (*group)(const void *row, size_t actor, bool all);

    /* Sentences about `count` rows of one group. `sim` has the parameters and the dimensions of the run. */
    void (*tell)(const struct sim *sim, size_t actor, const void *const *rows, size_t count,
                 struct text_buffer *text);
};

#endif
