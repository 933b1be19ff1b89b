/* Hours wanted: a person wants a full week or a part of one.
 *
 * Where someone stands among all is drawn once, for life; the share that wants a part-time post is that of
 * the person's group, so a child that comes may change the wish and one that grows up change it back. */
#ifndef LABOUR_MARKET_HOURS_WANTED_H
#define LABOUR_MARKET_HOURS_WANTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/labour_market/state/part.h"

#define HOURS_STREAMS(S)                                                                                     \
    S(HOURS_WANTED, 39, "hours wanted", POPULATION) /* person: wants a part-time post or not */              \
    S(HOURS_REDUCED, 40, "hours reduced",                                                                    \
      DYNAMICS) /* person, by first day of the job: the employer agrees or not */                            \
    S(HOURS_RAISED, 41, "hours raised",                                                                      \
      DYNAMICS) /* person and day: what the employer misses is of the occupation */
enum { HOURS_STREAMS(STREAM_NUMBER) };

/* A post of fewer weekly hours is part-time; and what one lacks at least of the week that one wants to be
 * under-employed. */
enum { FULL_TIME_HOURS = 32, HOURS_LACKING = 5 };

struct hours_wish {
    bool part_time; /* wants a part-time post */
    bool only;      /* and takes no other */
};

/* One draw. */
struct hours_wish hours_wanted(const struct world *w, size_t i);

/* What an hour at a post of so many hours is worth to the person, over an hour of one that has all hours that
 * the person wants: at most 1. */
double hours_worth(const struct world *w, struct hours_wish wish, size_t occupation, int32_t hours);

/* The person, who has a main job, wants a longer week: lacks five hours or more, and is neither at school nor
 * retired nor on a marginal job by choice. The job beside the main one counts. */
bool hours_lacking(const struct world *w, size_t i, int32_t day);

/* Weekly hours that the holder of a core job would have instead of those that it has; 0: no others, or fewer
 * ones to which no employer agrees. */
uint8_t hours_preferred(const struct world *w, size_t i, int32_t day);

#endif
