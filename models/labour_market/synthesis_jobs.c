#include "models/labour_market/choice.h"
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

/* Places of one zone: the firms that offer them, each as often as it wants staff, in random order. */
struct places {
    uint32_t *firms; /* [count] */
    size_t count;
    size_t taken;
};

static int32_t places_of(const struct world *w, size_t firm)
{
    int32_t core, peak;
    staffing_wanted(w, firm, w->sim->first_day, &core, &peak);
    return core + peak;
}

/* Fisher and Yates; one stream a zone. */
static void shuffle(const struct world *w, struct places *places, size_t zone)
{
    struct rng luck = rng_at(w->luck.purpose[LUCK_PLACE_ORDER], zone, 0);
    for (size_t k = places->count; k > 1; k--) {
        size_t other = rng_below(&luck, (uint32_t)k);
        uint32_t firm = places->firms[k - 1];
        places->firms[k - 1] = places->firms[other];
        places->firms[other] = firm;
    }
}

/* Fills `all` zone by zone (firms lie so); returns the number of places. */
static size_t list_places(const struct world *w, struct places *places, uint32_t *all)
{
    size_t count = 0;
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        int32_t offered = places_of(w, f);
        struct places *here = places != NULL ? &places[w->firms.zone[f]] : NULL;
        for (int32_t k = 0; here != NULL && k < offered; k++) {
            here->firms = here->count == 0 ? &all[count] : here->firms;
            here->firms[here->count++] = (uint32_t)f;
            count++;
        }
        count += here == NULL ? (size_t)offered : 0;
    }
    return count;
}

static uint32_t take_place(struct places *places)
{
    return places->taken < places->count ? places->firms[places->taken++] : NO_FIRM;
}

/* The zone first chosen, else any other. */
static uint32_t find_place(const struct world *w, struct places *places, size_t zone)
{
    uint32_t firm = NO_FIRM;
    for (size_t k = 0; firm == NO_FIRM && k < w->zone_count; k++) {
        firm = take_place(&places[(zone + k) % w->zone_count]);
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
    int32_t most = contract_days_left(w, contract, 0);
    int32_t posted = wage_posted(w, firm, people->occupation[i], contract);
    const struct occupation *occupation = world_occupation(w, people->occupation[i]);
    double hours = rng_chance(luck, occupation->part_time) ? occupation->part_time_hours : occupation->hours;
    const struct job job = {
        .firm = firm,
        .length = open_ended ? 0 : contract_peak_length(w, luck, false, most),
        .wage = wage_for(w, posted, person_skill(w, i, day), firm, contract),
        .agency = NO_AGENCY,
        .contract = contract,
        .need = open_ended ? NEED_CORE : NEED_PEAK,
        .hours = (uint8_t)(hours + 0.5),
        .channel = CHANNEL_OPEN,
        .occupation = people->occupation[i],
    };
    person_start_job(w, i, day, &job);
    if (open_ended) {
        people->job_start[i] = day - first_tenure(w, i, day, luck);
        people->since[i] = people->job_start[i];
        people->detached_since[i] = people->job_start[i];
        people->jobless_since[i] = people->job_start[i];
        life_schedule(w, i, day); /* a match that has lasted is not a bad one */
        person_reschedule(people, i);
    } else {
        people->since[i] = day;
        people->detached_since[i] = day;
        people->jobless_since[i] = day;
    }
}

/* The self-employed have been so for some years, at what people of their occupation earn. */
static void set_up(struct world *w, size_t i, int32_t day, struct rng *luck)
{
    struct people *people = &w->people;
    double pay = world_occupation(w, people->occupation[i])->pay * 100;
    people->wage[i] = (int32_t)(pay + 0.5);
    person_set_up(w, i, day);
    people->job_start[i] = day - first_tenure(w, i, day, luck);
    people->since[i] = people->job_start[i];
    people->detached_since[i] = people->job_start[i];
    people->jobless_since[i] = people->job_start[i];
}

/* People without a job on the first day, and those for whom there is no place. */
static void settle_jobless(struct world *w, size_t i, int32_t day)
{
    int32_t since = w->people.since[i];
    person_out_of_work(w, i, day, (enum status_code)w->people.status[i]);
    w->people.since[i] = since;
    w->people.wage[i] = 0;
}

static size_t count_employed(const struct world *w)
{
    size_t employed = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        employed += w->people.status_month[i] == FIRST_CDI || w->people.status_month[i] == FIRST_CDD;
    }
    return employed;
}

struct placing {
    struct world *w;
    double chance; /* everyone who shall have a job has the same one where places are short */
};

/* Whether a person asks for a place, and in which zone; leaves the stream behind these draws. */
static bool asks(const struct placing *placing, size_t i, struct rng *luck, size_t *zone)
{
    const struct world *w = placing->w;
    uint8_t state = w->people.status_month[i];
    *luck = person_luck(w, LUCK_FIRST_JOB, i, 0);
    if ((state != FIRST_CDI && state != FIRST_CDD) || !rng_chance(luck, placing->chance)) {
        return false;
    }
    *zone = alias_draw(&w->geography.look_at[w->people.zone[i]], luck);
    return true;
}

/* Places are given one after the other, and nothing else is. */
static void place_people(const struct placing *placing, struct places *places)
{
    struct world *w = placing->w;
    struct people *people = &w->people;
    for (size_t i = 0; i < people->table.rows; i++) {
        struct rng luck;
        size_t zone = 0;
        people->firm[i] = asks(placing, i, &luck, &zone) ? find_place(w, places, zone) : NO_FIRM;
        if (people->firm[i] != NO_FIRM) {
            people->need[i] = people->status_month[i] == FIRST_CDI ? NEED_CORE : NEED_PEAK;
            person_join_firm(w, i, people->firm[i]);
        }
    }
}

/* What people do with their place. */
static void settle_block(void *context, const struct span *span)
{
    const struct placing *placing = context;
    struct world *w = placing->w;
    struct people *people = &w->people;
    int32_t day = w->sim->first_day;
    for (size_t i = span->begin; i < span->end; i++) {
        struct rng luck;
        size_t zone = 0;
        uint8_t state = people->status_month[i];
        asks(placing, i, &luck, &zone);
        if (people->firm[i] != NO_FIRM) {
            give_job(w, i, people->firm[i], state == FIRST_CDI, day, &luck);
        } else if (state == FIRST_SELF) {
            set_up(w, i, day, &luck);
        } else {
            settle_jobless(w, i, day);
        }
        people->status_month[i] = people->status[i];
        people->status_two_months[i] = STATUS_COUNT;
        people->status_quarter[i] = STATUS_COUNT;
    }
}

enum status synthesis_jobs(struct world *w, struct error *error)
{
    size_t place_count = list_places(w, NULL, NULL);
    struct places *places = memory_alloc(w->zone_count, sizeof *places);
    uint32_t *all = memory_alloc(place_count, sizeof *all);
    enum status status = STATUS_OK;
    if (places == NULL || all == NULL) {
        TRY(error_memory(error, "first jobs"));
    }
    list_places(w, places, all);
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        shuffle(w, &places[zone], zone);
    }
    struct placing placing = {w, (double)place_count / (double)(count_employed(w) + 1)};
    place_people(&placing, places);
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, settle_block, &placing);
out:
    memory_free(places);
    memory_free(all);
    return status;
}
