#include "models/labour_market/contracts.h"

#include "models/labour_market/choice.h"
#include "models/labour_market/known.h"
#include "models/labour_market/leaving.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "models/labour_market/wages.h"
#include "sim/memory.h"
#include "sim/real.h"

enum { FIRMS_PER_BLOCK = 64 };

int32_t contract_peak_length(const struct world *w, struct rng *luck, bool mission, int32_t most)
{
    double median = mission ? w->p->interim.days : w->p->staffing.flexible_days;
    double spread = mission ? w->p->interim.spread : w->p->staffing.flexible_spread;
    double days = median * real_exp(spread * rng_normal(luck));
    int32_t length = days < most ? (int32_t)(days + 0.5) : most;
    return length < 1 ? 1 : length;
}

/* Pay on an open-ended contract of someone who was paid less because of the contract, such as an apprentice.
 */
static int32_t converted_wage(const struct world *w, size_t i)
{
    const struct people *people = &w->people;
    double raise = world_contract(w, w->cdi)->pay / world_contract(w, people->contract[i])->pay;
    int32_t wage = raise > 1 ? (int32_t)(people->wage[i] * raise + 0.5) : people->wage[i];
    int32_t least = wage_floor(w, people->firm[i], w->cdi);
    return wage > least ? wage : least;
}

/* The person goes on with the same firm, on an open-ended contract from today. */
static void convert(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    uint32_t firm = people->firm[i];
    person_end_spell(w, span, i, day, REASON_CONVERTED);
    (*firm_staff(&w->firms, firm, (enum need)people->need[i]))--;
    people->wage[i] = converted_wage(w, i);
    people->status[i] = STATUS_CDI;
    people->contract[i] = w->cdi;
    people->need[i] = NEED_CORE;
    people->agency[i] = NO_AGENCY;
    people->fallback[i] = STATUS_UNEMPLOYED;
    people->job_end[i] = NEVER;
    (*firm_staff(&w->firms, firm, NEED_CORE))++;
    search_start(w, i, day);
    life_schedule(w, i, day);
    person_reschedule(people, i);
    tally_add(w, span, OUTPUT_conversions, 0, 1);
}

static void renew(struct world *w, const struct span *span, size_t i, int32_t day, int32_t length)
{
    struct people *people = &w->people;
    person_end_spell(w, span, i, day, REASON_CONVERTED);
    people->renewals[i]++;
    people->job_end[i] = day + length;
    person_reschedule(people, i);
    tally_add(w, span, OUTPUT_renewals, 0, 1);
}

/* The employer keeps the person in mind: the firm, or the agency, which hears of it by letter. */
static void close_contract(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    if (people->agency[i] != NO_AGENCY) {
        struct registration *registration = mailbox_post(&w->registrations, span, people->agency[i]);
        registration->person = (uint32_t)i;
    } else {
        known_remember_firm(w, people->firm[i], (uint32_t)i);
    }
    person_let_go(w, span, i, day, REASON_TERM);
}

/* Someone still at school is not kept, an apprentice may be: that is what the training was for. */
static bool may_convert(const struct world *w, size_t i, struct rng *luck)
{
    const struct people *people = &w->people;
    bool keep = rng_chance(luck, w->p->staffing.convert);
    uint32_t firm = people->firm[i];
    int32_t others = w->firms.core[firm] - (people->need[i] == NEED_CORE);
    bool free = people->status[i] == STATUS_APPRENTICE || people->school_end[i] <= people->job_end[i];
    return keep && free && world_contract(w, w->cdi)->allowed && people->need[i] != NEED_TASK &&
           others < w->firms.core_wanted[firm] && people->retire_day[i] > people->job_end[i];
}

static bool may_renew(const struct world *w, size_t i, struct rng *luck, int32_t left)
{
    bool mission = w->people.agency[i] != NO_AGENCY;
    bool again = rng_chance(luck, mission ? w->p->interim.renew : w->p->staffing.renew);
    uint32_t firm = w->people.firm[i];
    const struct contract *contract = world_contract(w, w->people.contract[i]);
    return again && left > 0 && w->people.need[i] == NEED_PEAK && contract->allowed &&
           w->people.renewals[i] < contract->renewals && w->firms.peak[firm] <= w->firms.peak_wanted[firm];
}

static void end_contract(struct world *w, const struct span *span, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    struct rng luck = person_luck(w, LUCK_CONTRACT_END, i, day);
    int32_t left = contract_days_left(w, people->contract[i], day - people->job_start[i]);
    bool convertible = may_convert(w, i, &luck);
    bool renewable = may_renew(w, i, &luck, left);
    if (convertible) {
        convert(w, span, i, day);
    } else if (renewable) {
        renew(w, span, i, day, contract_peak_length(w, &luck, people->agency[i] != NO_AGENCY, left));
    } else {
        close_contract(w, span, i, day);
    }
}

struct ending {
    struct world *w;
    int32_t day;
};

static void tell_firms(void *context, const struct span *span)
{
    const struct ending *ending = context;
    struct world *w = ending->w;
    const uint32_t *ids = w->calls.ending.receiver;
    for (size_t k = span->begin; k < span->end; k++) {
        if (k + PERSON_AHEAD < span->end) {
            memory_fetch(&w->people.firm[ids[k + PERSON_AHEAD]]);
        }
        leaving_tell(w, span, ids[k], REASON_TERM, STATUS_UNEMPLOYED);
    }
}

static void settle_firms(void *context, const struct span *span)
{
    const struct ending *ending = context;
    const struct mailbox *leaves = &ending->w->leaves;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(leaves, group);
        const struct leave *ends = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            leaving_fetch_ahead(ending->w, leaves->group_begin[group] + k, leaves->group_begin[span->end]);
            end_contract(ending->w, span, ends[k].person, ending->day);
        }
    }
}

enum status contracts_end(struct world *w, int32_t day, struct error *error)
{
    struct ending ending = {w, day};
    enum status status;
    TRY(mailbox_open(&w->leaves, parallel_blocks(w->calls.ending.count, PARALLEL_BLOCK), error));
    parallel_for(&w->sim->parallel, w->calls.ending.count, PARALLEL_BLOCK, tell_firms, &ending);
    TRY(mailbox_close(&w->leaves, error));
    TRY(mailbox_sort(&w->leaves, (uint32_t)w->firms.table.rows, error));
    size_t blocks = parallel_blocks(w->leaves.group_count, FIRMS_PER_BLOCK);
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
    TRY(mailbox_open(&w->registrations, blocks, error));
    parallel_for(&w->sim->parallel, w->leaves.group_count, FIRMS_PER_BLOCK, settle_firms, &ending);
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
    TRY(known_register(w, error));
out:
    return status;
}
