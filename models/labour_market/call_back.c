#include "models/labour_market/call_back.h"

#include "models/labour_market/matching.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "models/labour_market/territory.h"

enum { ROUNDS = 2, VACANCIES_PER_BLOCK = 256 };

enum { DELAY = 8 };

/* People in the order in which they are called: from `at` downwards and around, `left` of them. Who is found
 * free is called only `DELAY` entries later, when the memory has brought the row. */
struct ring {
    const uint32_t *people;
    uint32_t size;
    uint32_t at;
    uint32_t left;
    uint32_t turn;
    uint32_t found[DELAY]; /* by turn: person, or NOBODY */
};

/* The firm calls the one it has come to know last, for its next post the one before, and so on; an agency
 * begins anywhere in its file. */
static struct ring ring_of(const struct world *w, size_t v, struct rng *luck, uint32_t rank)
{
    const struct firms *firms = &w->firms;
    struct ring ring = {.turn = 0};
    for (size_t k = 0; k < DELAY; k++) {
        ring.found[k] = NOBODY;
    }
    uint16_t agency = w->vacancies.agency[v];
    if (agency != NO_AGENCY) {
        ring.people = &w->known.person[w->agencies.known[agency]];
        ring.size = (uint32_t)w->p->interim.known;
        ring.at = rng_below(luck, ring.size);
    } else {
        size_t firm = w->vacancies.firm[v];
        ring.people = &w->known.person[firms->known[firm]];
        ring.size = firms->known_size[firm];
        ring.at = (firms->known_next[firm] + 2 * ring.size - 1 - rank % ring.size) % ring.size;
    }
    ring.left = ring.size;
    return ring;
}

/* Posts of one firm that were posted one after the other, and the luck it has with the one at `at`. */
struct run {
    size_t begin;
    size_t at;
    struct rng luck;
};

static void skip_post(struct rng *luck)
{
    rng_u32(luck);
    rng_u32(luck);
}

static struct run run_at(const struct world *w, size_t v, int32_t day)
{
    const uint32_t *firm = w->vacancies.firm;
    struct run run = {v, v, rng_at(w->luck.purpose[LUCK_CALL_BACK], firm_id(w, firm[v]), day)};
    while (run.begin > w->first_new_vacancy && firm[run.begin - 1] == firm[v]) {
        run.begin--;
        skip_post(&run.luck);
    }
    return run;
}

static void run_on(const struct world *w, struct run *run, int32_t day)
{
    size_t v = run->at + 1;
    if (w->vacancies.firm[v] == w->vacancies.firm[run->at]) {
        run->at = v;
        skip_post(&run->luck);
    } else {
        *run = (struct run){v, v,
                            rng_at(w->luck.purpose[LUCK_CALL_BACK], firm_id(w, w->vacancies.firm[v]), day)};
    }
}

/* Row of a person by id: the remainder of a division, which is slow, by the few generations that there are.
 */
static inline uint32_t row_of(uint32_t id, uint32_t rows)
{
    while (id >= rows) {
        id -= rows;
    }
    return id;
}

/* Asks the memory for the person of a ring's entry who is looked at some turns later. */
static inline void fetch_ahead(const struct people *people, const struct ring *ring, uint32_t rows)
{
    enum { AHEAD = 12 };
    uint32_t id = ring->at >= AHEAD ? ring->people[ring->at - AHEAD] : NOBODY;
    if (id != NOBODY) {
        uint32_t i = row_of(id, rows);
        memory_fetch(&people->status[i]);
        memory_fetch(&people->generation[i]);
        memory_fetch(&people->occupation[i]);
    }
}

/* The person of the next entry who is still there, free and able to do the work, or NOBODY. Each of the
 * conditions is as good as chance and few meet all, so they are taken together: one branch that is guessed
 * right. */
static inline uint32_t look_up(const struct world *w, struct ring *ring, uint8_t occupation)
{
    const struct people *people = &w->people;
    uint32_t rows = (uint32_t)people->table.rows;
    uint32_t id = ring->people[ring->at];
    fetch_ahead(people, ring, rows);
    ring->at = ring->at > 0 ? ring->at - 1 : ring->size - 1;
    ring->left--;
    if (id == NOBODY) {
        return NOBODY;
    }
    uint32_t i = row_of(id, rows);
    bool there = i + people->generation[i] * rows == id;
    bool free = people->status[i] >= STATUS_UNEMPLOYED && people->status[i] <= STATUS_INACTIVE;
    bool able = similarity(w, people->occupation[i], occupation) > 0;
    if (there & free & able) {
        search_fetch(people, i);
        return i;
    }
    return NOBODY;
}

/* The next person to be called, or NOBODY. */
static uint32_t next_free(const struct world *w, struct ring *ring, uint8_t occupation)
{
    uint32_t last = ring->turn + ring->left + DELAY;
    while (ring->turn != last) {
        uint32_t *place = &ring->found[ring->turn % DELAY];
        uint32_t i = *place;
        *place = ring->left > 0 ? look_up(w, ring, occupation) : NOBODY;
        ring->turn++;
        if (i != NOBODY) {
            return i;
        }
    }
    return NOBODY;
}

static void call_for(struct world *w, const struct span *span, const struct run *run, int32_t day,
                     uint32_t round)
{
    size_t v = run->at;
    struct rng luck = run->luck;
    bool peak = w->vacancies.need[v] == NEED_PEAK && w->vacancies.agency[v] == NO_AGENCY;
    bool calls = rng_chance(&luck, peak ? w->p->staffing.call_back : w->p->tasks.call_back);
    struct ring ring = ring_of(w, v, &luck, (uint32_t)(v - run->begin));
    ring.left = calls ? ring.left : 0;
    uint32_t called = 0;
    uint32_t i;
    while (called < (uint32_t)w->p->tasks.calls &&
           (i = next_free(w, &ring, w->vacancies.occupation[v])) != NOBODY) {
        int32_t wage, worth;
        called++;
        if (called > round && search_takes(w, i, v, day, &wage, &worth)) {
            struct offer *offer = mailbox_post(&w->offers, span, i);
            *offer = (struct offer){(uint32_t)v, wage, worth, CHANNEL_CALL_BACK};
            return;
        }
    }
    /* All who may be called have been asked, and whoever is not free or not willing now is not so later
     * today. */
    w->vacancy_notes.called_out[v] = called < (uint32_t)w->p->tasks.calls;
}

struct calling {
    struct world *w;
    int32_t day;
    uint32_t round;
};

static void call_block(void *context, const struct span *span)
{
    const struct calling *calling = context;
    struct world *w = calling->w;
    struct run run = run_at(w, w->first_new_vacancy + span->begin, calling->day);
    for (size_t k = span->begin; k < span->end; k++) {
        size_t v = w->first_new_vacancy + k;
        if (k > span->begin) {
            run_on(w, &run, calling->day);
        }
        bool by_call = w->vacancies.need[v] == NEED_TASK || w->vacancies.need[v] == NEED_PEAK;
        if (by_call && !w->vacancies.closed[v] && !w->vacancy_notes.called_out[v]) {
            call_for(w, span, &run, calling->day, calling->round);
        }
    }
}

enum status call_back_act(struct world *w, int32_t day, struct error *error)
{
    size_t count = w->vacancies.table.rows - w->first_new_vacancy;
    enum status status;
    TRY(table_resize(&w->vacancy_notes.table, 0, error)); /* forget yesterday's notes: new rows are zero */
    TRY(table_resize(&w->vacancy_notes.table, w->vacancies.table.rows, error));
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct calling calling = {w, day, round};
        TRY(mailbox_open(&w->offers, parallel_blocks(count, VACANCIES_PER_BLOCK), error));
        parallel_for(&w->sim->parallel, count, VACANCIES_PER_BLOCK, call_block, &calling);
        TRY(matching_settle(w, day, error));
    }
out:
    return status;
}
