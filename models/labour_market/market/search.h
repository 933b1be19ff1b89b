/* Search: where people look for work and what they apply for.
 *
 * On a day of search a person looks at a few places: in the own occupation or a similar one, near home more
 * often than far. A look finds an open post with probability V / (V + openness x jobs) of the cell of zone
 * and occupation, so both scarce posts and many rivals make search long. The person applies where the post is
 * worth more than the reservation pay, travel and the kind of contract counted. */
#ifndef LABOUR_MARKET_SEARCH_H
#define LABOUR_MARKET_SEARCH_H

#include "models/labour_market/state/part.h"
#include "sim/memory.h"

#define SEARCH_STREAMS(S)                                                                                    \
    S(STUDENT_WORK, 11, "student work", POPULATION) /* person: works beside school or not */                 \
    S(MARGINAL_WORK, 12, "marginal work",                                                                    \
      POPULATION) /* person: open to a marginal job or not, when out of work */                              \
    S(SECOND_WORK, 13, "second work", POPULATION) /* person: open to a second job or not */                  \
    S(SEARCH, 21, "search", DYNAMICS)             /* person and day: where one looks */                      \
    S(IMPRESSION, 22, "impression",                                                                          \
      DYNAMICS) /* person and day: the error employers make about an applicant */                            \
    S(SEARCHES_ON_THE_JOB, 23, "searches on the job", DYNAMICS) /* person and day of signing */              \
    S(EFFORT, 31, "effort", DYNAMICS)                           /* person and day: one look more or less */  \
    S(FIRST_LOOK, 32, "first look",                                                                          \
      DYNAMICS)                       /* person and day of a change of status: when one first looks */       \
    S(HEAR, 34, "hear", DYNAMICS)     /* person and day: does one hear of a post that is not advertised */   \
    S(ANSWER, 43, "answer", DYNAMICS) /* person and day: does one answer when a firm calls */
enum { SEARCH_STREAMS(STREAM_NUMBER) };

/* Sets the first day of search after a change of status: the unemployed look at once and often, people on a
 * fixed term and of the halo now and then, students before they leave school, a share of those on a CDI
 * rarely; others look for marginal jobs, where there are any, or never. */
void search_start(struct world *w, size_t i, int32_t day);

/* Would person i answer a call and take vacancy v if offered it? Sets pay and worth, in cents per hour. */
bool search_takes(const struct world *w, size_t i, size_t v, int32_t day, int32_t *wage, int32_t *worth);
/* Works out what follows from parameters. */
void search_prepare(struct world *w);

/* A step of the day: those who search today apply; fills `applications`, sorted by vacancy. */
enum status search_act(struct world *w, int32_t day, struct error *error);

#endif
