/* What firms that are followed decide: plans of staff, posts and their contracts, closures. */
#include <math.h>

#include "models/labour_market/firms/births_closures.h"
#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/demand.h"
#include "models/labour_market/history/recorder.h"

void event_post_opened(const struct world *w, const struct span *span, const struct posting *posting,
                       int32_t count)
{
    size_t firm = posting->employer;
    int32_t day = explain_of(w)->today;
    if (!event_follows_firm(w, firm_id(w, firm))) {
        return;
    }
    struct event_row row = event_blank(w, day, HAPPENED_POST, NOBODY, firm);
    row.contract = posting->contract;
    row.need = posting->need;
    row.channel = posting->channel;
    row.occupation = posting->occupation;
    row.hours = posting->hours;
    row.posts = (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX);
    row.pay = (float)posting->wage;
    row.days = posting->needed > 0 ? (float)posting->needed : NAN;
    event_post(w, span, &row);
    struct contract_option options[MOST_OPTIONS];
    size_t options_count = contract_options(w, firm, (enum need)posting->need, posting->needed, options);
    for (size_t k = 0; k < options_count; k++) {
        struct event_row option = event_blank(w, day, HAPPENED_OPTION, NOBODY, firm);
        option.contract = options[k].contract;
        option.need = posting->need;
        option.days = row.days;
        option.unit_cost = (float)options[k].cost;
        option.share = (float)options[k].share;
        event_post(w, span, &option);
    }
}

void event_closed(const struct world *w, const struct span *span, size_t firm, int32_t day, bool ordered)
{
    if (w->followed == NULL || !event_follows_firm(w, firm_id(w, firm))) {
        return;
    }
    struct event_row row = event_blank(w, day, HAPPENED_CLOSED, NOBODY, firm);
    row.because = ordered ? BECAUSE_ORDER : BECAUSE_CHANCE;
    row.rate = ordered ? NAN : (float)closure_rate(w, firm);
    row.since = w->employers.row[firm].founded;
    event_staff(w, firm, &row);
    event_post(w, span, &row);
}

void event_founded(const struct world *w, const struct span *span, size_t firm, int32_t day)
{
    if (w->followed == NULL || !event_follows_firm(w, firm_id(w, firm))) {
        return;
    }
    struct event_row row = event_blank(w, day, HAPPENED_FOLLOWED, NOBODY, firm);
    row.because = BECAUSE_FOUNDED;
    row.since = day;
    event_post(w, span, &row);
}

static int32_t core_hours(const struct employer *employer)
{
    return employer->core_hours + employer->marginal_hours;
}

static int32_t open_hours(const struct employer *employer)
{
    return employer->open_core_hours + employer->open_marginal_hours + employer->open_peak_hours;
}

/* What the plan of today comes to. */
static enum because decision(const struct employer *before, const struct employer *now)
{
    bool same = now->generation == before->generation;
    if (same && core_hours(now) < core_hours(before)) {
        return BECAUSE_LESS_STAFF;
    }
    if (open_hours(now) > (same ? open_hours(before) : 0)) {
        return BECAUSE_MORE_STAFF;
    }
    bool core = now->cancel_core > 0 && now->open_core_hours + now->open_marginal_hours > 0;
    bool peak = now->cancel_peak > 0 && now->open_peak_hours > 0;
    return core || peak ? BECAUSE_SPARE : BECAUSE_NONE;
}

void event_planned(const struct world *w, const struct span *span, size_t firm, int32_t day,
                   const struct employer *before)
{
    const struct employer *now = &w->employers.row[firm];
    if (!event_follows_firm(w, firm_id(w, firm))) {
        return;
    }
    bool same = now->generation == before->generation;
    struct event_row row = event_blank(w, day, HAPPENED_PLAN, NOBODY, firm);
    row.because = (uint8_t)decision(before, now);
    row.demand = (float)demand_now(w, firm, day);
    event_staff(w, firm, &row);
    row.core_held = same ? (float)core_hours(before) : 0;
    row.peak_held = same ? (float)before->peak_hours : 0;
    event_post(w, span, &row);
}
