#include "models/labour_market/organisations/public_agencies/caseloads.h"

#include <string.h>

#include "models/labour_market/state/person.h"

enum { RANKS = 1 << 15, SEEN_FIRST_MONTHS = 20, SEEN_FIRST_FOUND = 2 };

double caseload_of(const struct public_agency_params *p, enum follow_up follow_up)
{
    return follow_up == FOLLOW_UP_INTENSIVE ? p->intensive_caseload
           : follow_up == FOLLOW_UP_GUIDED  ? p->guided_caseload
                                            : p->light_caseload;
}

double caseload_chance(const struct profiles *profiles, size_t class)
{
    return (profiles->found[class] + SEEN_FIRST_FOUND) / (profiles->months[class] + SEEN_FIRST_MONTHS);
}

/* ---- Counsellors -------------------------------------------------------------------------------------- */

/* At most a million: a counsellor may cost as little as one euro. */
static int32_t whole(double x)
{
    const double most = 1e6;
    return x > most ? (int32_t)most : x > 0 ? (int32_t)(x + 0.5) : 0;
}

/* How many counsellors of each follow-up the agency pays this month. */
static void staff_of(const struct world *w, size_t a, int32_t day, int32_t staff[FOLLOW_UP_COUNT])
{
    const struct agency *agency = agency_of(w, a);
    double budget = agency->budget * w->agencies->agencies.share[a];
    int32_t all = agency->from <= day ? whole((budget - agency->overhead) / agency->cost) : 0;
    int32_t near = whole(all * agency->intensive), guided = whole(all * (agency->intensive + agency->guided));
    near = near < all ? near : all;
    guided = guided < near ? near : guided < all ? guided : all;
    staff[FOLLOW_UP_INTENSIVE] = near;
    staff[FOLLOW_UP_GUIDED] = guided - near;
    staff[FOLLOW_UP_LIGHT] = all - guided;
}

static enum status take_counsellors(struct world *w, size_t a, const int32_t staff[FOLLOW_UP_COUNT],
                                    struct error *error)
{
    struct counsellors *counsellors = &w->agencies->counsellors;
    size_t k = counsellors->table.rows;
    size_t more = (size_t)staff[0] + (size_t)staff[1] + (size_t)staff[2];
    enum status status;
    TRY(table_resize(&counsellors->table, k + more, error));
    for (int f = 0; f < FOLLOW_UP_COUNT; f++) {
        for (int32_t n = 0; n < staff[f]; n++, k++) {
            counsellors->row[k] = (struct counsellor){.agency = (uint8_t)a, .follow_up = (uint8_t)f};
        }
    }
out:
    return status;
}

/* ---- Whom to follow ----------------------------------------------------------------------------------- */

struct places {
    int64_t free[FOLLOW_UP_COUNT];
    int64_t all;
};

static enum status add_draft(struct world *w, const struct agency_case *c, struct error *error)
{
    struct cases *drafts = &w->agencies->drafts;
    size_t k = drafts->table.rows;
    enum status status;
    TRY(table_resize(&drafts->table, k + 1, error));
    drafts->row[k] = *c;
out:
    return status;
}

/* Those whom the agency follows and may go on to follow keep their places. */
static enum status keep_cases(struct world *w, size_t a, int32_t day, struct places *places,
                              struct error *error)
{
    struct public_agencies *state = w->agencies;
    double most = agency_values(w)->public_agencies.support_months * DAYS_PER_MONTH;
    enum status status = STATUS_OK;
    for (size_t k = 0; k < state->cases.table.rows; k++) {
        const struct agency_case *c = &state->cases.row[k];
        struct help *help = &state->help.row[c->person];
        if (c->agency != a || !(help->followed >> a & 1)) {
            continue;
        }
        if (places->free[c->follow_up] <= 0 || day - c->since >= most) {
            help->followed &= (uint8_t) ~(1u << a);
            continue;
        }
        places->free[c->follow_up]--;
        places->all--;
        TRY(add_draft(w, c, error));
    }
out:
    return status;
}

/* What it is worth to the agency to follow someone, 1 to RANKS - 1; 0: it may not. */
static uint32_t worth(const struct world *w, size_t a, size_t i, int32_t day)
{
    const struct public_agencies *state = w->agencies;
    const struct help *help = &state->help.row[i];
    double weight = agency_values(w)->public_agencies.weight;
    if (w->people.row[i].status != STATUS_UNEMPLOYED || (help->followed >> a & 1) ||
        !agency_serves(w, a, i, day)) {
        return 0;
    }
    double chance = caseload_chance(&state->profiles, agency_profile(w, i, day));
    double own = chance < 1 ? chance : 1;
    double territory = help->followed == 0 ? 1 - own : 0;
    double value = (1 - weight) * own + weight * territory;
    struct rng rng =
        rng_at(w->streams.purpose[STREAM_CASELOAD], (uint64_t)person_id(w, i) * MAX_AGENCIES + a, day);
    value = 0.49 * (value + 0.02 * rng_uniform(&rng)) + (help->sent >> a & 1 ? 0.5 : 0);
    return 1 + (uint32_t)(value * (RANKS - 2));
}

/* The lowest worth that still gets one of `places`, of those below `below`. Those of equal worth come in the
 * order of their rows: there are few, for chance is part of the worth. */
static uint32_t threshold(const uint32_t *ranks, uint32_t below, int64_t places)
{
    uint32_t at = below;
    while (at > 1 && places > 0) {
        places -= ranks[--at];
    }
    return at;
}

static void rank_candidates(struct world *w, size_t a, int32_t day)
{
    struct candidates *all = &w->agencies->candidates;
    memset(w->agencies->ranks, 0, RANKS * sizeof *w->agencies->ranks);
    for (size_t k = 0; k < all->table.rows; k++) {
        all->worth[k] = worth(w, a, all->person[k], day);
        w->agencies->ranks[all->worth[k]]++;
    }
}

/* The nearest follow-up that is free for someone of that worth. */
static int place_for(const struct places *places, const uint32_t least[FOLLOW_UP_COUNT], uint32_t worth)
{
    for (int f = 0; f < FOLLOW_UP_COUNT; f++) {
        if (worth >= least[f] && places->free[f] > 0) {
            return f;
        }
    }
    return FOLLOW_UP_COUNT;
}

static enum status choose(struct world *w, size_t a, int32_t day, struct places *places, struct error *error)
{
    struct public_agencies *state = w->agencies;
    enum status status = STATUS_OK;
    if (places->all <= 0) {
        return STATUS_OK;
    }
    rank_candidates(w, a, day);
    uint32_t least[FOLLOW_UP_COUNT];
    int64_t taken = 0;
    for (int f = 0; f < FOLLOW_UP_COUNT; f++) {
        taken += places->free[f];
        least[f] = threshold(state->ranks, RANKS, taken);
    }
    for (size_t k = 0; k < state->candidates.table.rows; k++) {
        uint32_t i = state->candidates.person[k], own = state->candidates.worth[k];
        int f = own > 0 ? place_for(places, least, own) : FOLLOW_UP_COUNT;
        if (f < FOLLOW_UP_COUNT) {
            places->free[f]--;
            state->help.row[i].followed |= (uint8_t)(1u << a);
            state->help.row[i].sent &= (uint8_t) ~(1u << a);
            const struct agency_case c = {i, day, 0, (uint8_t)a, (uint8_t)f};
            TRY(add_draft(w, &c, error));
        }
    }
out:
    return status;
}

/* ---- Who sees whom ------------------------------------------------------------------------------------ */

/* Cases of an agency and follow-up are dealt out to its counsellors, one after the other. */
static void deal_out(struct world *w, const int32_t staff[FOLLOW_UP_COUNT], size_t first_counsellor,
                     size_t first_draft)
{
    struct public_agencies *state = w->agencies;
    uint32_t turn[FOLLOW_UP_COUNT] = {0};
    uint32_t begin[FOLLOW_UP_COUNT];
    uint32_t at = (uint32_t)first_counsellor;
    for (int f = 0; f < FOLLOW_UP_COUNT; f++) {
        begin[f] = at;
        at += (uint32_t)staff[f];
    }
    for (size_t k = first_draft; k < state->drafts.table.rows; k++) {
        struct agency_case *c = &state->drafts.row[k];
        c->counsellor = begin[c->follow_up] + turn[c->follow_up]++ % (uint32_t)staff[c->follow_up];
        state->counsellors.row[c->counsellor].count++;
    }
}

/* Drafts become cases, in the order of their counsellors. */
static enum status file(struct world *w, struct error *error)
{
    struct public_agencies *state = w->agencies;
    uint32_t at = 0;
    enum status status;
    TRY(table_resize(&state->cases.table, state->drafts.table.rows, error));
    for (size_t c = 0; c < state->counsellors.table.rows; c++) {
        state->counsellors.row[c].first = at;
        at += state->counsellors.row[c].count;
        state->counsellors.row[c].count = 0;
    }
    for (size_t k = 0; k < state->drafts.table.rows; k++) {
        struct counsellor *counsellor = &state->counsellors.row[state->drafts.row[k].counsellor];
        state->cases.row[counsellor->first + counsellor->count++] = state->drafts.row[k];
    }
    TRY(table_resize(&state->drafts.table, 0, error));
out:
    return status;
}

static enum status fill(struct world *w, size_t a, int32_t day, struct error *error)
{
    const struct public_agency_params *p = &agency_values(w)->public_agencies;
    size_t counsellor = w->agencies->counsellors.table.rows, draft = w->agencies->drafts.table.rows;
    int32_t staff[FOLLOW_UP_COUNT];
    struct places places = {{0}, 0};
    enum status status;
    staff_of(w, a, day, staff);
    for (int f = 0; f < FOLLOW_UP_COUNT; f++) {
        places.free[f] = (int64_t)(staff[f] * caseload_of(p, (enum follow_up)f));
        places.all += places.free[f];
    }
    TRY(take_counsellors(w, a, staff, error));
    TRY(keep_cases(w, a, day, &places, error));
    TRY(choose(w, a, day, &places, error));
    deal_out(w, staff, counsellor, draft);
out:
    return status;
}

/* All who are registered. */
static enum status list_candidates(struct world *w, struct error *error)
{
    struct candidates *all = &w->agencies->candidates;
    size_t count = 0;
    enum status status;
    for (size_t i = 0; i < w->agencies->help.table.rows; i++) {
        count += w->agencies->help.row[i].registered;
    }
    TRY(table_resize(&all->table, count, error));
    count = 0;
    for (size_t i = 0; i < w->agencies->help.table.rows; i++) {
        if (w->agencies->help.row[i].registered) {
            all->person[count++] = (uint32_t)i;
        }
    }
out:
    return status;
}

enum status caseloads_fill(struct world *w, int32_t day, struct error *error)
{
    struct public_agencies *state = w->agencies;
    enum status status;
    if (state->ranks == NULL) {
        state->ranks = memory_alloc(RANKS, sizeof *state->ranks);
    }
    if (state->ranks == NULL) {
        TRY(error_memory(error, "public agencies"));
    }
    TRY(list_candidates(w, error));
    TRY(table_resize(&state->counsellors.table, 0, error));
    TRY(table_resize(&state->drafts.table, 0, error));
    for (size_t a = 0; a < agency_count(w); a++) {
        TRY(fill(w, a, day, error));
    }
    TRY(file(w, error));
out:
    return status;
}
