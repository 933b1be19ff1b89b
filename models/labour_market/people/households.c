#include "models/labour_market/people/households.h"

#include "models/labour_market/people/couples.h"
#include "models/labour_market/state/breach.h"
#include "sim/date.h"

enum { MONTHS = 12, MONTHS_ABOUT = 2 }; /* in so many months of a year a single man may meet someone */
_Static_assert((int)MONTHS % (int)MONTHS_ABOUT == 0, "his own month is one of them");

int32_t household_size(const struct world *w, size_t i)
{
    return 1 + (w->people.partner[i] != NOBODY) + __builtin_popcount(w->people.children[i]);
}

double household_scale(const struct world *w, size_t i)
{
    int32_t small = __builtin_popcount(w->people.children[i] & CHILDREN_BELOW_14);
    int32_t others = household_size(w, i) - 1 - small;
    return (10 + 5 * others + 3 * small) / 10.0;
}

/* ---- Leaving the territory ----------------------------------------------------------------------- */

void household_enter(struct world *w, size_t i)
{
    w->people.partner[i] = NOBODY;
    w->people.children[i] = 0;
}

enum status households_open(struct world *w, size_t blocks, struct error *error)
{
    return mailbox_open(&w->farewells, blocks, error);
}

void household_leave(struct world *w, const struct span *span, size_t i, int32_t day)
{
    const int32_t oldest = HIGHEST_AGE * 1461 / 4; /* days */
    uint32_t partner = w->people.partner[i];
    if (partner < w->people.table.rows) {
        struct farewell *farewell = mailbox_post(&w->farewells, span, partner);
        farewell->person = (uint32_t)i;
        farewell->old = day - w->people.row[i].birth_day >= oldest;
    }
}

/* Nobody has more than one partner, so nobody gets two letters and their order says nothing. Where both left
 * in one phase, the letters reach people who have the rows now and live with nobody. */
enum status households_settle(struct world *w, struct error *error)
{
    struct mailbox *box = &w->farewells;
    enum status status;
    TRY(mailbox_close(box, error));
    const struct farewell *farewells = (const struct farewell *)box->items;
    for (size_t k = 0; k < box->count; k++) {
        uint32_t *partner = &w->people.partner[box->receiver[k]];
        if (*partner == farewells[k].person) {
            *partner = farewells[k].old ? PARTNER_OUTSIDE : NOBODY;
        }
    }
out:
    return status;
}

/* ---- A year of a household ------------------------------------------------------------------------- */

struct month {
    struct world *w;
    int32_t day;
    size_t turn; /* rows i with i % 12 == turn act */
};

static struct rng woman_stream(const struct world *w, int purpose, size_t i, int32_t day)
{
    return rng_at(w->streams.purpose[purpose], person_id(w, i), day);
}

static void set_children(struct world *w, size_t i, unsigned children)
{
    uint32_t partner = w->people.partner[i];
    w->people.children[i] = (uint16_t)children;
    if (partner < w->people.table.rows) {
        w->people.children[partner] = (uint16_t)children;
    }
}

/* All children are a year older; another one may be born. */
static void raise_children(struct world *w, size_t i, int32_t day, double birth)
{
    unsigned children = ((unsigned)w->people.children[i] << 1) & CHILDREN_ALL;
    if (birth > 0) {
        struct rng rng = woman_stream(w, STREAM_BIRTH, i, day);
        children |= (unsigned)rng_chance(&rng, birth);
    }
    if (children != w->people.children[i]) {
        set_children(w, i, children);
    }
}

/* The couple parts with a given chance; children stay with one of the two. */
static void live_together(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    struct rng rng = woman_stream(w, STREAM_PARTING, i, day);
    if (!rng_chance(&rng, w->home.separation)) {
        return;
    }
    bool with_father = rng_chance(&rng, w->p->households.with_father);
    uint32_t partner = people->partner[i];
    people->partner[i] = NOBODY;
    if (partner != PARTNER_OUTSIDE) {
        people->partner[partner] = NOBODY;
        people->children[with_father ? i : partner] = 0;
    }
}

static void live_alone(struct world *w, const struct span *span, size_t i, int32_t day, double chance)
{
    struct rng rng = woman_stream(w, STREAM_PARTNER, i, day);
    if (rng_chance(&rng, chance)) {
        couple_seek(w, span, i, day, &rng);
    }
}

/* Women: everything they write is theirs or their partner's. */
static void act_women(void *context, const struct span *span)
{
    const struct month *month = context;
    struct world *w = month->w;
    const struct household_rates *home = &w->home;
    for (size_t i = span->begin + (month->turn + MONTHS - span->begin % MONTHS) % MONTHS; i < span->end;
         i += MONTHS) {
        if (!w->people.row[i].female) {
            continue;
        }
        size_t age = household_age(w, i, month->day);
        if (w->people.partner[i] == NOBODY) {
            raise_children(w, i, month->day, home->birth_alone[age]);
            if (home->couple[age] > 0) {
                live_alone(w, span, i, month->day, home->couple[age]);
            }
        } else {
            raise_children(w, i, month->day, home->birth_couple[age]);
            if (home->separation > 0) {
                live_together(w, i, month->day);
            }
        }
    }
}

/* Men for whom no woman acts: once a year their children grow, and in some months of it they can be met. */
static void act_men(void *context, const struct span *span)
{
    enum { STEP = MONTHS / MONTHS_ABOUT };
    const struct month *month = context;
    struct world *w = month->w;
    const struct people *people = &w->people;
    for (size_t i = span->begin + (month->turn + MONTHS - span->begin % STEP) % STEP; i < span->end;
         i += STEP) {
        if (people->row[i].female || people->partner[i] < people->table.rows) {
            continue;
        }
        if (people->children[i] != 0 && i % MONTHS == month->turn) {
            raise_children(w, i, month->day, 0);
        }
        if (people->partner[i] == NOBODY) {
            couple_stand(w, span, i, month->day);
        }
    }
}

enum status households_act(struct world *w, int32_t day, struct error *error)
{
    const struct parallel *parallel = &w->sim->parallel;
    size_t rows = w->people.table.rows;
    struct month month = {w, day, (size_t)date_of_day(day).month % MONTHS};
    enum status status;
    TRY(couples_open(w, parallel_blocks(rows, PARALLEL_BLOCK), error));
    parallel_for(parallel, rows, PARALLEL_BLOCK, act_women, &month);
    parallel_for(parallel, rows, PARALLEL_BLOCK, act_men, &month);
    TRY(couples_form(w, error));
out:
    return status;
}

/* ---- The first day --------------------------------------------------------------------------------- */

/* A part of the people: rows i with i % parts == part. */
struct first_day {
    struct world *w;
    size_t part, parts;
};

static void first_couples(void *context, const struct span *span)
{
    const struct first_day *first = context;
    struct world *w = first->w;
    int32_t day = w->sim->first_day;
    size_t begin = span->begin + (first->part + first->parts - span->begin % first->parts) % first->parts;
    for (size_t i = begin; i < span->end; i += first->parts) {
        if (w->people.row[i].female) {
            struct rng rng = woman_stream(w, STREAM_FIRST_COUPLE, i, 0);
            if (rng_chance(&rng, w->home.living[household_age(w, i, day)])) {
                couple_seek(w, span, i, day, &rng);
            }
        } else {
            couple_stand(w, span, i, day);
        }
    }
}

/* Chance that a woman lived in a couple when she was of age `then`. That she does now says the less the
 * longer it is ago, by `memory`, and of those who do now no more than lived in one then can have; the others
 * are the rest of those who did. */
static double together_before(const struct household_rates *home, bool couple, size_t now, size_t then,
                              double memory)
{
    double share = home->living[then];
    double chance = share + (1 - share) * memory;
    double most = home->living[now] > share ? share / home->living[now] : 1;
    chance = chance < most ? chance : most;
    return couple ? chance : (share - home->living[now] * chance) / (1 - home->living[now]);
}

/* A child of k years was born when the woman was k years younger, if she lived here then: who moves in comes
 * without children. */
static void first_children(void *context, const struct span *span)
{
    enum { OLDEST = 14 };
    struct world *w = context;
    const struct household_rates *home = &w->home;
    for (size_t i = span->begin; i < span->end; i++) {
        if (!w->people.row[i].female) {
            continue;
        }
        struct rng rng = woman_stream(w, STREAM_FIRST_CHILDREN, i, 0);
        size_t now = household_age(w, i, w->sim->first_day);
        bool couple = w->people.partner[i] != NOBODY;
        double memory = 1;
        unsigned children = 0;
        for (size_t k = 0; k <= OLDEST && k <= now; k++) {
            size_t then = now - k;
            double together = together_before(home, couple, now, then, memory);
            double birth = together * home->birth_couple[then] + (1 - together) * home->birth_alone[then];
            double here = home->women[then] < home->women[now] ? home->women[then] / home->women[now] : 1;
            children |= (unsigned)rng_chance(&rng, birth * here) << k;
            memory *= home->memory[now];
        }
        set_children(w, i, children);
    }
}

/* Couples form part by part of a large population, so that letters need no more memory than later. */
enum status households_first(struct world *w, struct error *error)
{
    enum { PART = 1 << 18 };
    size_t rows = w->people.table.rows;
    struct first_day first = {w, 0, 1 + rows / PART};
    enum status status = STATUS_OK;
    for (; first.part < first.parts; first.part++) {
        TRY(couples_open(w, parallel_blocks(rows, PARALLEL_BLOCK), error));
        parallel_for(&w->sim->parallel, rows, PARALLEL_BLOCK, first_couples, &first);
        TRY(couples_form(w, error));
    }
    parallel_for(&w->sim->parallel, rows, PARALLEL_BLOCK, first_children, w);
out:
    return status;
}

static const struct param household_params[] = {HOUSEHOLD_PARAMS(PARAM_ENTRY, struct household_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, households,
                  "Couples, their children, and the young at their parents' home.", household_params),
};

static const struct part_stream streams[] = {HOUSEHOLD_STREAMS(PART_STREAM)};
static const struct part_box messages[] = {PART_BOX(farewells, farewell), PART_BOX(suitors, suitor),
                                           PART_BOX(wishes, wish)};

enum status household_audit(const struct world *w, size_t i, struct error *error)
{
    const struct people *people = &w->people;
    uint32_t partner = people->partner[i];
    BREACH(people->children[i] > CHILDREN_ALL, "person %zu has children of ages %x", i, people->children[i]);
    if (partner == NOBODY || partner == PARTNER_OUTSIDE) {
        return STATUS_OK;
    }
    BREACH(partner >= people->table.rows, "person %zu lives with person %u of %zu", i, partner,
           people->table.rows);
    BREACH(people->partner[partner] != i, "person %zu lives with person %u, who lives with person %u", i,
           partner, people->partner[partner]);
    BREACH(people->row[i].female == people->row[partner].female,
           "person %zu lives with person %u of the same sex", i, partner);
    BREACH(people->row[i].zone != people->row[partner].zone,
           "person %zu of zone %d lives with person %u of zone %d", i, people->row[i].zone, partner,
           people->row[partner].zone);
    BREACH(people->children[i] != people->children[partner],
           "person %zu has children of ages %x, the partner %u of ages %x", i, people->children[i], partner,
           people->children[partner]);
    return STATUS_OK;
}

static enum status audit(const struct world *w, int32_t day, struct error *error)
{
    (void)day;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < w->people.table.rows && status == STATUS_OK; i++) {
        status = household_audit(w, i, error);
    }
    return status;
}

const struct part part_households = {
    .name = "households",
    PART_GROUPS(groups),
    PART_LIST(stream, streams),
    PART_LIST(message, messages),
    .audit = audit,
};
