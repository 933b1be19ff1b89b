/* What chance decides, by name: each decision has its own stream (see sim/random.h).
 *
 * The name is part of the key: renaming a purpose changes results, adding one does not. */
#ifndef LABOUR_MARKET_LUCK_H
#define LABOUR_MARKET_LUCK_H

#include <stdint.h>

/* Drawn under the population seed, before the first day (entrants: on the day they enter). */
#define POPULATION_PURPOSES(L)                                                                               \
    L(PERSON_TRAITS, "person traits")   /* person: birth date, ability, occupation, ... */                   \
    L(PERSON_CELL, "person cell")       /* zone: where the systematic sample begins */                       \
    L(FIRM_SIZE, "firm size")           /* firm: reference size */                                           \
    L(FIRM_TRAITS, "firm traits")       /* firm: pay premium, rounding, transitory demand */                 \
    L(FIRST_PLAN, "first plan")         /* firm: day of the first plan */                                    \
    L(FIRM_TASKS, "firm tasks")         /* firm: how many short tasks it has */                              \
    L(CIRCUMSTANCE, "circumstance")     /* person: attachment, age of leaving school */                      \
    L(PLACE_ORDER, "place order")       /* zone: in which order its first places are taken */                \
    L(FIRST_JOB, "first job")           /* person: where the employed of the first day work */               \
    L(FIRST_COUPLE, "first couple")     /* woman: does she live in a couple on the first day, with whom */   \
    L(FIRST_CHILDREN, "first children") /* woman: her children on the first day */

/* Drawn under the dynamics seed. */
#define DYNAMICS_PURPOSES(L)                                                                                 \
    L(LIFE_EVENT, "life event") /* person and day: when the next event of life or match comes */             \
    L(EVENT_KIND, "event kind") /* person and day: which of the competing events it is */                    \
    L(MATCH_FATE, "match fate") /* person and day of signing: is it a bad match, when is it seen */          \
    L(SEARCH, "search")         /* person and day: where one looks */                                        \
    L(IMPRESSION, "impression") /* person and day: the error employers make about an applicant */            \
    L(SEARCHES_ON_THE_JOB, "searches on the job") /* person and day of signing */                            \
    L(DEMAND, "demand")                           /* firm and day: permanent and transitory shocks */        \
    L(CORE_VACANCY, "core vacancy") /* firm and day: kind, occupation, hours, channel of new core posts */   \
    L(PEAK_VACANCY, "peak vacancy") /* firm and day: the same of posts above the core, and their length */   \
    L(FIRM_EXIT, "firm exit")       /* firm and day: does it close */                                        \
    L(TASK_WAIT, "task wait")       /* firm and day: when the next short task appears */                     \
    L(TASK, "task")                 /* firm and day: how many appear, of which kind and length */            \
    L(CALL_BACK, "call back")       /* firm and day: are known people called, in which order */              \
    L(EFFORT, "effort")             /* person and day: one look more or less */                              \
    L(FIRST_LOOK, "first look")     /* person and day of a change of status: when one first looks */         \
    L(SECOND_END, "second job end") /* person and day of signing: when a second job is given up */           \
    L(HEAR, "hear")                 /* person and day: does one hear of a post that is not advertised */     \
    L(BIRTH, "birth")               /* woman and day: has she had a child this year */                       \
    L(PARTNER, "partner")           /* woman and day: does she look for a man, of which age */               \
    L(PARTING, "parting")           /* woman and day: does the couple part, where do children stay */        \
    L(CONTRACT_END, "contract end") /* person and day: is a CDD converted or renewed, for how long */

#define LUCK_ID(id, name) LUCK_##id,
enum luck { POPULATION_PURPOSES(LUCK_ID) DYNAMICS_PURPOSES(LUCK_ID) LUCK_COUNT };

struct streams {
    uint64_t purpose[LUCK_COUNT];
};

struct streams streams_make(uint64_t population_seed, uint64_t dynamics_seed);

#endif
