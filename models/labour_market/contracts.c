#include "models/labour_market/contracts.h"

#include "models/labour_market/leaving.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "sim/memory.h"
#include "sim/real.h"

enum { FIRMS_PER_BLOCK = 64 };
static const double DAYS_PER_MONTH = 30.4375;

double contract_unit_cost(const struct world *w, uint8_t contract, double days)
{
    const struct contract *c = world_contract(w, contract);
    double months = days / DAYS_PER_MONTH;
    double cost = 1 + c->end_bonus + c->hiring_months / (months > 0.25 ? months : 0.25);
    if (c->open_ended) {
        cost += w->p->staffing.dismissal_risk * c->dismissal_months / 12;
    }
    return (1 + c->contributions) * cost / c->output;
}

int32_t contract_days_left(const struct world *w, uint8_t contract, int32_t used)
{
    int64_t longest = world_contract(w, contract)->longest_days;
    if (longest == 0) {
        return INT32_MAX / 4;
    }
    return longest > used ? (int32_t)(longest - used) : 0;
}

int32_t contract_flexible_length(const struct world *w, struct rng *luck, int32_t most)
{
    const struct staffing_params *staffing = &w->p->staffing;
    double days = staffing->flexible_days * real_exp(staffing->flexible_spread * rng_normal(luck));
    int32_t length = days < most ? (int32_t)(days + 0.5) : most;
    return length < 1 ? 1 : length;
}

/* The person goes on with the same firm, on an open-ended contract from today. */
static void convert(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    uint32_t firm = people->firm[i];
    person_end_spell(w, span, i, day, REASON_CONVERTED);
    people->status[i] = STATUS_CDI;
    people->contract[i] = w->cdi;
    people->job_end[i] = NEVER;
    w->firms.flexible[firm]--;
    w->firms.core[firm]++;
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

static void close_contract(struct world *w, const struct span *span, size_t i, int32_t day)
{
    person_leave_firm(w, span, i, day, REASON_TERM);
    person_end_spell(w, span, i, day, REASON_TERM);
    person_out_of_work(w, i, day, STATUS_UNEMPLOYED);
}

static void end_contract(struct world *w, const struct span *span, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    uint32_t firm = people->firm[i];
    struct rng luck = person_luck(w, LUCK_CONTRACT_END, i, day);
    bool keep = rng_chance(&luck, w->p->staffing.convert);
    bool again = rng_chance(&luck, w->p->staffing.renew);
    const struct contract *contract = world_contract(w, people->contract[i]);
    int32_t left = contract_days_left(w, people->contract[i], day - people->job_start[i]);

    if (keep && w->firms.core[firm] < w->firms.core_wanted[firm]) {
        convert(w, span, i, day);
    } else if (again && left > 0 && people->renewals[i] < contract->renewals &&
               w->firms.flexible[firm] <= w->firms.flexible_wanted[firm]) {
        renew(w, span, i, day, contract_flexible_length(w, &luck, left));
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
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&ending->w->leaves, group);
        const struct leave *ends = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            leaving_fetch_ahead(ending->w, ending->w->leaves.group_begin[group] + k);
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
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], parallel_blocks(w->leaves.group_count, FIRMS_PER_BLOCK),
                   error));
    parallel_for(&w->sim->parallel, w->leaves.group_count, FIRMS_PER_BLOCK, settle_firms, &ending);
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
out:
    return status;
}
