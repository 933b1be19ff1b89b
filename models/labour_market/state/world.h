/* The world: all tables, what follows from parameters, the institutions of today, and the scratch of a day.
 *
 * All state is in tables, so that it is checkpointed, restored and audited as one. */
#ifndef LABOUR_MARKET_WORLD_H
#define LABOUR_MARKET_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/labour_market/codes.h"
#include "models/labour_market/parameters.h"
#include "models/labour_market/state/derived.h"
#include "models/labour_market/state/institutions.h"
#include "models/labour_market/state/messages.h"
#include "models/labour_market/state/streams.h"
#include "models/labour_market/state/tables.h"
#include "sim/mailbox.h"
#include "sim/model.h"
#include "sim/random.h"

/* Who acts today: due_people.h. The ids are the receivers of the (empty) messages. */
struct due_people {
    struct due_list due;
    struct mailbox ending, living, searching;
};

/* What has happened since the last settling: transitions.h. */
struct world;
struct transition;
struct public_agencies;
struct transition_list {
    struct transition *items; /* [count] */
    size_t count, capacity;
};

/* A part that may bear a share of the cost of labour (part.h), with its parameters. */
enum { MOST_AIDS = 8 };
struct aid {
    double (*share)(const struct world *w, const void *params, size_t i, size_t v, int32_t day);
    const void *params;
};

struct world {
    struct sim *sim;
    const struct parameters *p;
    struct streams streams;
    void **part_states; /* [parts] of their own: part_state */
    struct aid aids[MOST_AIDS];
    size_t aid_count;
    struct public_agencies *agencies; /* organisations/public_agencies; NULL: there are none */

    struct people people;
    struct jobs jobs;
    struct employers employers;
    struct vacancies vacancies;
    struct contacts contacts;
    struct cells cells;
    struct moment moment;
    struct margins margins;
    struct returns returns;
    struct outlook outlook;
    struct local_market local_market;
    struct groups groups; /* shared_staff.h */
    struct members members;
    struct lendings lendings;
    struct pools pools;

    struct geography geography;
    struct trades trades;
    struct life_table life;
    double sector_tasks[MAX_SECTORS]; /* short tasks per person employed and year, as they are today */
    struct household_rates home;
    struct alias entrant;       /* sex and age of who enters: sex + 2 x years from 15 on */
    struct alias entrant_level; /* level of who enters */
    size_t zone_count, age_count, level_count, occupation_count, sector_count, contract_count;
    uint8_t cdi,
        cdd; /* rows of the contract table: the first open-ended one with status cdi, the first cdd */
    struct institutions institutions;
    bool institutions_known; /* false until they are set for the first time */
    double core_quantile;    /* of demand, up to which firms hold core staff */
    double peak_cover;       /* share of the demand above the core that flexible staff is worth hiring for */
    double *labour_cost;     /* [zones * sectors] log cost of covering demand under today's law */
    uint8_t marginal;        /* contract of marginal jobs, NO_CONTRACT where the law knows none */
    double closed_from[MAX_SECTORS]; /* own size from which on employers are closed by sectors.closed */
    bool closed_known;               /* it is that of today's parameters */
    double post_hours[MAX_SECTORS];  /* mean weekly hours of a post */
    double *marginal_hours;          /* [zones * sectors] weekly hours of a marginal job of typical pay */
    struct waning waning;
    uint32_t *
        zone_agency; /* [zones + 1] first temporary-work agency of each zone, counted from the first of all */

    const uint8_t *followed; /* [people] 1: what happens to the person is written down with its reasons
                                (history/events.h); NULL: nothing is, of nobody */

    /* Scratch of one day. */
    struct due_people due_people;
    struct due_list due_firms, task_firms;
    struct mailbox farewells, suitors, wishes;
    struct mailbox transitions;      /* of the running phase */
    struct transition_list happened; /* of the phases since the last settling */
    struct mailbox leaves, hours_cuts, registrations, postings, hours_requests, applications, offers, hires;
    size_t first_new_vacancy; /* vacancies from this row on were posted today */
    struct vacancy_notes vacancy_notes;
    struct sort_buffer vacancy_sort;
    const uint32_t *cell_vacancies; /* open vacancies in the order of their cells */
    struct cell_view *cell_views;   /* [cells] */
    uint32_t *cell_begin;           /* [cells + 2] the last: posts that are not shown */
    double *zone_staff;             /* [zones * sectors] */
    int64_t *local_scratch;         /* of all threads: local_market.c */
    int64_t *pay_scratch;           /* of all threads: output/pay.h */
};

static inline const struct zone *world_zone(const struct world *w, size_t zone)
{
    return &ROWS(zone, w->p->zones)[zone];
}

static inline const struct occupation *world_occupation(const struct world *w, size_t occupation)
{
    return &ROWS(occupation, w->p->occupations)[occupation];
}

static inline const struct sector *world_sector(const struct world *w, size_t sector)
{
    return &ROWS(sector, w->p->sectors)[sector];
}

/* The contract type as the law is today: the table of the scenario with the policies on it. */
static inline const struct contract *world_contract(const struct world *w, size_t contract)
{
    return &w->institutions.contract[contract];
}

static inline enum role contract_role(const struct contract *contract)
{
    return status_role((uint8_t)contract->status);
}

/* Unique over all generations: streams and panels name a person by it. */
static inline uint32_t person_id(const struct world *w, size_t i)
{
    return (uint32_t)(i + w->people.row[i].generation * w->people.table.rows);
}

/* Employers with a demand of their own come first; behind them lie those who lend their staff: temporary-work
 * agencies, then employers' groups. */
static inline size_t world_firms(const struct world *w)
{
    return w->employers.table.rows - w->zone_agency[w->zone_count] - w->groups.table.rows;
}

/* Generation of a group, which has no successor: its id lies apart from those of firms to come. */
enum { GROUP_GENERATION = UINT16_MAX };

/* The same for firms: a new firm in an old row is another one. Who lends staff has no successor. */
static inline uint32_t firm_id(const struct world *w, size_t firm)
{
    const uint32_t groups_from = UINT32_C(1) << 31;
    size_t generation = w->employers.row[firm].generation;
    if (generation == GROUP_GENERATION) {
        return groups_from + (uint32_t)firm;
    }
    return (uint32_t)(generation == 0 ? firm : firm + generation * world_firms(w));
}

static inline struct rng person_stream(const struct world *w, int purpose, size_t i, int32_t day)
{
    return rng_at(w->streams.purpose[purpose], person_id(w, i), day);
}

/* Of a draw of `day` that is looked up again later. */
static inline struct rng person_stream_kept(const struct world *w, int purpose, size_t i, int32_t day)
{
    const uint64_t *keys = day < w->streams.since ? w->streams.purpose_before : w->streams.purpose;
    return rng_at(keys[purpose], person_id(w, i), day);
}

static inline struct rng firm_stream(const struct world *w, int purpose, size_t firm, int32_t day)
{
    return rng_at(w->streams.purpose[purpose], firm_id(w, firm), day);
}

/* Sets the institutions of `day` and what follows from them. Pay below a new minimum rises to it. */
void world_set_institutions(struct world *w, int32_t day);

#endif
