#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/first_day/first_careers.h"
#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/market/search.h"
#include "models/labour_market/people/agenda.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/state/hours_wanted.h"
#include "models/labour_market/state/pairs.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "models/labour_market/state/transitions.h"
#include "sim/memory.h"

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
    struct rng rng = rng_at(w->streams.purpose[STREAM_PLACE_ORDER], zone, 0);
    for (size_t k = places->count; k > 1; k--) {
        size_t other = rng_below(&rng, (uint32_t)k);
        uint32_t firm = places->firms[k - 1];
        places->firms[k - 1] = places->firms[other];
        places->firms[other] = firm;
    }
}

/* Fills `all` zone by zone (firms lie so); returns the number of places. */
static size_t list_places(const struct world *w, struct places *places, uint32_t *all)
{
    size_t count = 0;
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        int32_t offered = places_of(w, f);
        struct places *here = places != NULL ? &places[w->employers.row[f].zone] : NULL;
        for (int32_t k = 0; here != NULL && k < offered; k++) {
            here->firms = here->count == 0 ? &all[count] : here->firms;
            here->firms[here->count++] = (uint32_t)f;
            count++;
        }
        count += here == NULL ? (size_t)offered : 0;
    }
    return count;
}

/* Of the next few places the one where the person is worth most: jobs that run are not pairs at random. */
static uint32_t take_place(const struct world *w, struct places *places, size_t i)
{
    enum { LOOKED_AT = 5 };
    size_t left = places->count - places->taken;
    size_t best = 0;
    double most = 0;
    if (left == 0) { /* a zone without any has no list either */
        return NO_EMPLOYER;
    }
    uint32_t *next = places->firms + places->taken;
    for (size_t k = 0; k < LOOKED_AT && k < left; k++) {
        double worth = pair_worth(w, i, next[k]);
        best = k == 0 || worth > most ? k : best;
        most = best == k ? worth : most;
    }
    uint32_t firm = next[best];
    next[best] = next[0];
    places->taken++;
    return firm;
}

/* In the zone first chosen, else in any other. */
static uint32_t find_place(const struct world *w, struct places *places, size_t zone, size_t i)
{
    uint32_t firm = NO_EMPLOYER;
    for (size_t k = 0; firm == NO_EMPLOYER && k < w->zone_count; k++) {
        firm = take_place(w, &places[(zone + k) % w->zone_count], i);
    }
    return firm;
}

/* Who wants a part-time post holds one on the first day so much more often than others of the same
 * occupation, whose share it leaves as it is in the mean of women, mothers and men. */
static double first_part_time(const struct world *w, size_t i, double share)
{
    const struct hours_params *hours = &w->p->hours;
    const double more = 6;
    double wanted = (hours->men + (hours->women + hours->mothers) / 2) / 2;
    double others = share / (1 + (more - 1) * wanted);
    return hours_wanted(w, i).part_time ? more * others : others;
}

static void give_job(struct world *w, size_t i, uint32_t firm, bool open_ended, int32_t day, struct rng *rng)
{
    struct people *people = &w->people;
    uint8_t contract = open_ended ? w->cdi : w->cdd;
    int32_t most = contract_days_left(w, contract, 0);
    int32_t posted = wage_posted(w, firm, people->row[i].occupation, contract);
    const struct occupation *occupation = world_occupation(w, people->row[i].occupation);
    bool part_time = rng_chance(rng, first_part_time(w, i, occupation->part_time));
    const struct terms job = {
        .employer = firm,
        .place = firm,
        .length = open_ended ? 0 : contract_peak_length(w, rng, false, most),
        .pay = wage_for(w, posted, pair_skill(w, i, firm, day), firm, contract),
        .contract = contract,
        .need = open_ended ? NEED_CORE : NEED_PEAK,
        .hours = (uint8_t)occupation_hours(occupation, part_time),
        .channel = CHANNEL_OPEN,
        .occupation = people->row[i].occupation,
    };
    person_start_job(w, i, day, &job);
    int32_t since = open_ended ? day - career_tenure(w, i, day, rng) : day;
    people->row[i].restless = open_ended && career_is_misfit(w, i, day - since, rng);
    search_start(w, i, day);
    w->jobs.row[i].start = since;
    people->with_employer[i] = since;
    people->row[i].since = since;
    people->row[i].detached_since = since;
    people->row[i].jobless_since = since;
    if (open_ended) {
        life_schedule(w, i, day); /* who ends a match that has proved bad has done so */
    } else {
        life_schedule_match(w, i, day);
    }
    person_reschedule(w, i);
}

/* The self-employed have been so for some years, at what people of their occupation earn. */
static void set_up(struct world *w, size_t i, int32_t day, struct rng *rng)
{
    struct people *people = &w->people;
    double pay = world_occupation(w, people->row[i].occupation)->pay * 100;
    people->row[i].last_pay = (int32_t)(pay + 0.5);
    person_set_up(w, i, day);
    agenda_begin(w, i, day);
    people->row[i].since = day - career_tenure(w, i, day, rng);
    people->row[i].detached_since = people->row[i].since;
    people->row[i].jobless_since = people->row[i].since;
}

/* People without a job on the first day, and those for whom there is no place. */
static void settle_jobless(struct world *w, size_t i, int32_t day)
{
    w->people.row[i].last_pay = 0;
    agenda_begin(w, i, day);
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
static bool asks(const struct placing *placing, size_t i, struct rng *rng, size_t *zone)
{
    const struct world *w = placing->w;
    uint8_t state = w->people.status_month[i];
    *rng = person_stream(w, STREAM_FIRST_JOB, i, 0);
    if ((state != FIRST_CDI && state != FIRST_CDD) || !rng_chance(rng, placing->chance)) {
        return false;
    }
    *zone = alias_draw(&w->geography.look_at[w->people.row[i].zone], rng);
    return true;
}

/* Places are given one after the other, and nothing else is. */
static void place_people(const struct placing *placing, struct places *places)
{
    struct world *w = placing->w;
    struct jobs *jobs = &w->jobs;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        struct rng rng;
        size_t zone = 0;
        jobs->row[i].place = asks(placing, i, &rng, &zone) ? find_place(w, places, zone, i) : NO_EMPLOYER;
        if (jobs->row[i].place != NO_EMPLOYER) {
            jobs->row[i].need = w->people.status_month[i] == FIRST_CDI ? NEED_CORE : NEED_PEAK;
            job_join(w, i);
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
        struct rng rng;
        size_t zone = 0;
        uint8_t state = people->status_month[i];
        asks(placing, i, &rng, &zone);
        if (job_held(w, i)) {
            give_job(w, i, w->jobs.row[i].place, state == FIRST_CDI, day, &rng);
            job_spell_begins(w, i);
        } else if (state == FIRST_SELF) {
            set_up(w, i, day, &rng);
        } else {
            settle_jobless(w, i, day);
        }
        people->home_since[i] = home_code(w, i);
        people->status_month[i] = people->row[i].status;
        people->status_two_months[i] = STATUS_COUNT;
        people->status_quarter[i] = STATUS_COUNT;
    }
}

/* Places know the hours of their jobs when people have drawn them. */
static void tell_hours(struct world *w)
{
    for (size_t job = 0; job < w->jobs.table.rows; job++) {
        if (job_held(w, job)) {
            const struct job *row = &w->jobs.row[job];
            *firm_hours(&w->employers, row->place, (enum need)row->need) += row->hours;
        }
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
    TRY(jobs_populate(w, error));
    struct placing placing = {w, (double)place_count / (double)(count_employed(w) + 1)};
    place_people(&placing, places);
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, settle_block, &placing);
    tell_hours(w);
out:
    memory_free(places);
    memory_free(all);
    return status;
}
