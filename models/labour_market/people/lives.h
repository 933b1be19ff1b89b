/* Lives: what chance and age hold for a person outside the market.
 *
 * Each person has one next event. In a status several events compete at constant rates: each has a clock of
 * its own, and the first that rings is the next event (waits.c). Rates change with age, so a wait is never
 * longer than a year: then all clocks are set again, exact because the exponential has no memory. When a
 * reform changes a rate, only clocks of that event change. */
#ifndef LABOUR_MARKET_LIVES_H
#define LABOUR_MARKET_LIVES_H

#include "models/labour_market/state/part.h"

#define LIFE_STREAMS(S)                                                                                      \
    S(PERSON_TRAITS, 0, "person traits", POPULATION) /* person: birth date, ability, occupation, ... */      \
    S(CIRCUMSTANCE, 6, "circumstance", POPULATION)   /* person: attachment, age of leaving school */         \
    S(LIFE_EVENT, 16, "life event",                                                                          \
      DYNAMICS) /* person and day: when each of the competing events of life comes */                        \
    S(EVENT_KIND, 17, "event kind",                                                                          \
      DYNAMICS) /* person and day: what one does who leaves school or is in a bad match */                   \
    S(REFORM, 18, "reform",                                                                                  \
      DYNAMICS) /* person and day: what a change of rates makes of the waits that run */                     \
    S(MATCH_FATE, 20, "match fate",                                                                          \
      DYNAMICS) /* person and day of signing: is it a bad match, when is it seen */                          \
    S(SECOND_END, 33, "second job end",                                                                      \
      DYNAMICS) /* person and day of signing: when a second job is given up */
enum { LIFE_STREAMS(STREAM_NUMBER) };

/* Draws the next event of a person in the present status. */
void life_schedule(struct world *w, size_t i, int32_t day);

/* The same at the start of a job, when the match may be bad for one side: an experience good whose quality
 * shows within months (Jovanovic 1979), so that hazards fall with tenure by selection. */
void life_schedule_match(struct world *w, size_t i, int32_t day);

/* Draws the day on which the holder gives up a job beside the main one that begins today. */
void life_schedule_quit(struct world *w, size_t job, int32_t day);

/* Rate per year of one of the competing events for a person in the present status. */
double life_rate(const struct world *w, size_t i, int32_t day, enum event event);

/* Rates of life have changed from `before` to world.life on the morning of `day`. Events whose rate has not
 * changed keep their days. */
void life_change_rates(struct world *w, const struct life_table *before, int32_t day);

/* The second step of the day: people whose event comes today live it. */
enum status lives_act(struct world *w, int32_t day, struct error *error);

/* Someone new takes over row i: a person of 15, or an older one who moves in. Uses the population streams:
 * who enters does not depend on the seed of the dynamics. */
void life_enter(struct world *w, size_t i, int32_t day);

/* What else differs lastingly among people: attachment to work, and when they leave school. Needs the birth
 * day and the level. */
void life_circumstance(struct world *w, size_t i);

/* Experience, in units of 30 days, of someone whose working life is not known: 0.7 of the time from 18 on.
 */
int32_t life_first_experience(double age);

/* Day on which a person of this row retires. */
int32_t life_retire_day(const struct world *w, struct rng *rng, int32_t birth_day);

#endif
