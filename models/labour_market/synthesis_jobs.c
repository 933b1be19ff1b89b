#include "models/labour_market/contracts.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "models/labour_market/staffing.h"
#include "models/labour_market/synthesis.h"
#include "models/labour_market/wages.h"
#include "sim/memory.h"

static const double DAYS_PER_YEAR = 365.25;
static const double FIRST_TENURE_YEARS = 8;

/* The places of one zone are handed out firm by firm. */
struct places {
    size_t firm; /* being filled */
    size_t end;  /* first firm of the next zone */
    int32_t left;
};

static int32_t places_of(const struct world *w, size_t firm)
{
    int32_t core, flexible;
    staffing_wanted(w, firm, w->sim->first_day, &core, &flexible);
    return core + flexible;
}

/* A place in the zone, or NO_FIRM when all are taken. */
static uint32_t take_place(const struct world *w, struct places *places)
{
    while (places->left == 0) {
        if (places->firm + 1 >= places->end) {
            return NO_FIRM;
        }
        places->firm++;
        places->left = places_of(w, places->firm);
    }
    places->left--;
    return (uint32_t)places->firm;
}

/* Firms lie zone by zone. */
static void open_places(const struct world *w, struct places *places)
{
    size_t f = 0;
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        size_t begin = f;
        while (f < w->firms.table.rows && w->firms.zone[f] == zone) {
            f++;
        }
        places[zone] = (struct places){begin, f, begin < f ? places_of(w, begin) : 0};
        if (begin == f) {
            places[zone] = (struct places){0, 0, 0};
        }
    }
}

/* The zone first chosen, else any other. */
static uint32_t find_place(const struct world *w, struct places *places, size_t zone)
{
    uint32_t firm = take_place(w, &places[zone]);
    for (size_t k = 1; firm == NO_FIRM && k < w->zone_count; k++) {
        firm = take_place(w, &places[(zone + k) % w->zone_count]);
    }
    return firm;
}

/* Tenure of a stock of open-ended jobs, not longer than the working life so far. */
static int32_t first_tenure(const struct world *w, size_t i, int32_t day, struct rng *luck)
{
    double most = (day - w->people.birth_day[i]) - (LOWEST_AGE + 1) * DAYS_PER_YEAR;
    double tenure = rng_exponential(luck) * FIRST_TENURE_YEARS * DAYS_PER_YEAR;
    tenure = tenure < most ? tenure : most * rng_uniform(luck);
    return tenure > 1 ? (int32_t)tenure : 1;
}

static void give_job(struct world *w, size_t i, uint32_t firm, bool open_ended, int32_t day, struct rng *luck)
{
    struct people *people = &w->people;
    uint8_t contract = open_ended ? w->cdi : w->cdd;
    int32_t length = open_ended ? 0 : contract_flexible_length(w, luck, contract_days_left(w, contract, 0));
    int32_t wage = wage_paid(w, wage_posted(w, firm, people->occupation[i]), person_skill(w, i, day));
    person_start_job(w, i, day, firm, contract, length, wage, people->occupation[i]);
    person_join_firm(w, i, firm);
    if (open_ended) {
        people->job_start[i] = day - first_tenure(w, i, day, luck);
        people->since[i] = people->job_start[i];
        life_schedule(w, i, day); /* a match that has lasted is not a bad one */
        person_reschedule(people, i);
    } else {
        people->since[i] = day;
    }
}

static enum status random_order(struct world *w, struct sort_buffer *sort, uint32_t *keys,
                                const uint32_t **order, struct error *error)
{
    const uint32_t *sorted;
    size_t count = w->people.table.rows;
    for (size_t i = 0; i < count; i++) {
        struct rng luck = person_luck(w, LUCK_FIRST_JOB, i, 0);
        keys[i] = rng_u32(&luck) >> 1;
    }
    return sort_order(sort, &w->sim->parallel, keys, count, UINT32_C(1) << 31, order, &sorted, error);
}

/* People without a job on the first day, and those for whom there is no place. */
static void settle_jobless(struct world *w, size_t i, int32_t day)
{
    int32_t since = w->people.since[i];
    person_out_of_work(w, i, day, (enum status_code)w->people.status[i]);
    w->people.since[i] = since;
    w->people.wage[i] = 0;
}

enum status synthesis_jobs(struct world *w, struct error *error)
{
    struct people *people = &w->people;
    struct sort_buffer sort = {0};
    int32_t day = w->sim->first_day;
    struct places *places = memory_alloc(w->zone_count, sizeof *places);
    uint32_t *keys = memory_alloc(people->table.rows, sizeof *keys);
    const uint32_t *order;
    enum status status = STATUS_OK;
    if (places == NULL || keys == NULL) {
        TRY(error_memory(error, "first jobs"));
    }
    TRY(random_order(w, &sort, keys, &order, error));
    open_places(w, places);
    for (size_t k = 0; k < people->table.rows; k++) {
        size_t i = order[k];
        struct rng luck = person_luck(w, LUCK_FIRST_JOB, i, 1);
        uint8_t state = people->status_before[i];
        uint32_t firm = NO_FIRM;
        if (state == FIRST_CDI || state == FIRST_CDD) {
            firm = find_place(w, places, alias_draw(&w->geography.look_at[people->zone[i]], &luck));
        }
        if (firm != NO_FIRM) {
            give_job(w, i, firm, state == FIRST_CDI, day, &luck);
        } else {
            settle_jobless(w, i, day);
        }
        people->status_before[i] = people->status[i];
    }
out:
    sort_buffer_clear(&sort);
    memory_free(places);
    memory_free(keys);
    return status;
}
