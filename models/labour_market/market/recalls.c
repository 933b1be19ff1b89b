#include "models/labour_market/market/recalls.h"

#include "models/labour_market/market/matching.h"
#include "models/labour_market/market/search.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"

enum { ROUNDS = 2, VACANCIES_PER_BLOCK = 256 };

enum { DELAY = 8 };

enum { LAST_MISSIONS = 16 }; /* an agency begins anywhere in this part of its file: assumption */

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

/* The firm calls the one it has come to know last, for its next post the one before, and so on. Who lends
 * staff begins with one of those whose mission ended last: some people live from missions that follow each
 * other. */
static struct ring ring_of(const struct world *w, size_t v, struct rng *rng, uint32_t rank)
{
    const struct employers *employers = &w->employers;
    size_t employer = w->vacancies.row[v].employer;
    struct ring ring = {.turn = 0};
    for (size_t k = 0; k < DELAY; k++) {
        ring.found[k] = NOBODY;
    }
    ring.people = &w->contacts.person[employers->row[employer].first_contact];
    ring.size = employers->row[employer].contact_places;
    if (employer != w->vacancies.row[v].firm) {
        rank = rng_below(rng, 1 + ring.size / LAST_MISSIONS);
    }
    ring.at = (employers->row[employer].next_contact + 2 * ring.size - 1 - rank % ring.size) % ring.size;
    ring.left = ring.size;
    return ring;
}

/* Posts of one firm that were posted one after the other, and the stream of the one at `at`. */
struct run {
    size_t begin;
    size_t at;
    struct rng rng;
};

static void skip_post(struct rng *rng)
{
    rng_u32(rng);
    rng_u32(rng);
}

static struct run run_at(const struct world *w, size_t v, int32_t day)
{
    const struct vacancy *posts = w->vacancies.row;
    struct run run = {v, v, rng_at(w->streams.purpose[STREAM_CALL_BACK], firm_id(w, posts[v].firm), day)};
    while (run.begin > w->first_new_vacancy && posts[run.begin - 1].firm == posts[v].firm) {
        run.begin--;
        skip_post(&run.rng);
    }
    return run;
}

static void run_on(const struct world *w, struct run *run, int32_t day)
{
    size_t v = run->at + 1;
    if (w->vacancies.row[v].firm == w->vacancies.row[run->at].firm) {
        run->at = v;
        skip_post(&run->rng);
    } else {
        *run = (struct run){
            v, v, rng_at(w->streams.purpose[STREAM_CALL_BACK], firm_id(w, w->vacancies.row[v].firm), day)};
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
        memory_fetch(&people->row[i]);
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
    bool there = i + people->row[i].generation * rows == id;
    bool free = people->row[i].status >= STATUS_UNEMPLOYED && people->row[i].status <= STATUS_INACTIVE;
    bool able = similarity(w, people->row[i].occupation, occupation) > 0;
    if (there & free & able) {
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
    struct rng rng = run->rng;
    bool peak =
        w->vacancies.row[v].need == NEED_PEAK && w->vacancies.row[v].employer == w->vacancies.row[v].firm;
    bool calls = rng_chance(&rng, peak ? w->p->staffing.call_back : w->p->tasks.call_back);
    struct ring ring = ring_of(w, v, &rng, (uint32_t)(v - run->begin));
    ring.left = calls ? ring.left : 0;
    uint32_t called = 0;
    uint32_t i;
    while (called < (uint32_t)w->p->tasks.calls &&
           (i = next_free(w, &ring, w->vacancies.row[v].occupation)) != NOBODY) {
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
        bool by_call = w->vacancies.row[v].need == NEED_TASK || w->vacancies.row[v].need == NEED_PEAK;
        if (by_call && !w->vacancies.row[v].closed && !w->vacancy_notes.called_out[v]) {
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

static const struct part_stream streams[] = {RECALL_STREAMS(PART_STREAM)};

const struct part part_recalls = {
    .name = "recalls",
    PART_LIST(stream, streams),
};
