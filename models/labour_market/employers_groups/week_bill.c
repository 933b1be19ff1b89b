#include "models/labour_market/employers_groups/week.h"
#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/state/contributions.h"
#include "models/labour_market/state/jobs.h"

static const double WEEKS_A_YEAR = DAYS_PER_YEAR / 7;
static const double MEMORY_MONTHS = 6; /* what was lately: assumption */

static int64_t *tally(const struct world *w, size_t output)
{
    return outputs_tally(&w->sim->outputs, part_output(&part_employers_groups, output), 0);
}

/* What a group's week has cost. */
struct costs {
    int64_t pay, contributions, running; /* cents */
    double units; /* cents: the unit cost of its staff, idle or not, and what running it costs whatever its
                     size */
};

static struct costs costs_of(const struct world *w, size_t g)
{
    const struct employers_group_params *p = group_params(w);
    uint32_t employer = w->groups.row[g].employer;
    size_t zone = w->employers.row[employer].zone;
    struct costs costs = {0};
    for (uint32_t job = w->employers.row[employer].first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        const struct job *row = &w->jobs.row[job];
        int64_t pay = (int64_t)row->pay * row->hours;
        costs.pay += pay;
        costs.contributions +=
            (int64_t)((double)pay * contribution_rate(w, row->contract, zone, row->pay) + 0.5);
    }
    double fixed = p->running_fixed * 100 / WEEKS_A_YEAR;
    costs.running = (int64_t)(p->running_share * (double)(costs.pay + costs.contributions) + fixed + 0.5);
    costs.units = need_group_cost(w) * (double)costs.pay + fixed;
    return costs;
}

/* A member's part of the week: the gross pay of the hours lent to it, over that of all; alike where that is
 * nothing. */
static double part_of(double mine, double all, size_t members)
{
    return all > 0 ? mine / all : 1 / (double)members;
}

static void count_instead(const struct world *w, size_t firm, int32_t lent, int32_t day)
{
    const struct employer *row = &w->employers.row[firm];
    double post = posting_mean_hours(w, firm);
    double own =
        (double)row->core_hours + row->marginal_hours + row->open_core_hours + row->open_marginal_hours;
    int32_t core, peak;
    staffing_wanted(w, firm, day, &core, &peak);
    double core_lacking = core * post - own;
    double spare = core_lacking < 0 ? -core_lacking : 0;
    double peak_lacking = peak * post - spare - row->peak_hours;
    int32_t for_core = core_lacking <= 0 ? 0 : core_lacking < lent ? (int32_t)core_lacking : lent;
    int32_t rest = lent - for_core;
    int32_t for_terms = peak_lacking <= 0 ? 0 : peak_lacking < rest ? (int32_t)peak_lacking : rest;
    tally(w, OWN_groups_for_core)[0] += for_core;
    tally(w, OWN_groups_for_terms)[0] += for_terms;
    tally(w, OWN_groups_undone)[0] += rest - for_terms;
}

static double follow(double value, double to, double months)
{
    double share = 7 / (months * DAYS_PER_MONTH);
    return value + (to - value) * (share < 1 ? share : 1);
}

/* A promise is the share of what is asked for that the plan's staff can do, as far as the member counts on
 * it. */
static void keep_trust(struct world *w, size_t g, size_t firm, double *promised, double *kept)
{
    struct member *member = &w->members.row[firm];
    double fill = w->pools.fill[g * w->occupation_count + need_family(w, member->occupation)];
    double promise = fill * member->trust * member->asked;
    double lent = member->lent < promise ? member->lent : promise;
    if (promise > 0) {
        member->trust = (float)follow(member->trust, lent / promise, group_params(w)->trust_months);
        *promised += promise;
        *kept += lent;
    }
}

static double lent_pay(const struct world *w, const struct lendable *members, size_t count)
{
    double all = 0;
    for (size_t k = 0; k < count; k++) {
        all += (double)w->members.row[members[k].firm].lent_pay;
    }
    return all;
}

/* What a group sends to its members for the week. */
struct bills {
    int64_t fee, hours, billed; /* cents: of each member; of all for hours; of those of whom it was asked */
    double units, lent_pay;     /* cents */
    double promised, kept;      /* hours */
};

static void bill_member(struct world *w, size_t g, size_t firm, double part, bool last, struct bills *bills,
                        int32_t day)
{
    struct member *member = &w->members.row[firm];
    size_t sector = w->employers.row[firm].sector;
    int64_t mine = last ? bills->hours - bills->billed : (int64_t)((double)bills->hours * part);
    double replaced = contract_peak_cost(w, w->p->staffing.flexible_days);
    double saved = (replaced * (double)member->lent_pay - bills->units * part) / 100 * WEEKS_A_YEAR;
    bills->billed += mine;
    tally(w, OWN_groups_paid)[sector] += mine + bills->fee;
    tally(w, OWN_groups_lent)[sector] += member->lent;
    count_instead(w, firm, member->lent, day);
    member->saved = (float)follow(member->saved, saved, MEMORY_MONTHS);
    keep_trust(w, g, firm, &bills->promised, &bills->kept);
}

/* The price follows what the group's hours have cost lately, idle ones and all, over those lent. */
static void learn(struct world *w, size_t g, const struct bills *bills)
{
    const double dearest = 10;
    struct group *group = &w->groups.row[g];
    if (bills->promised > 0) {
        group->reputation =
            follow(group->reputation, bills->kept / bills->promised, group_params(w)->trust_months);
    }
    group->cost_lately = follow(group->cost_lately, bills->units, MEMORY_MONTHS);
    group->lent_lately = follow(group->lent_lately, bills->lent_pay, MEMORY_MONTHS);
    double price = group->lent_lately > 0 ? group->cost_lately / group->lent_lately : dearest;
    group->price = price < dearest ? price : dearest;
}

static void keep_books(struct world *w, size_t g, const struct costs *costs, const struct bills *bills,
                       size_t count)
{
    struct group *group = &w->groups.row[g];
    group->pay += costs->pay;
    group->contributions += costs->contributions;
    group->running += costs->running;
    group->fees += bills->fee * (int64_t)count;
    group->billed += bills->billed;
    tally(w, OWN_groups_cost)[0] += costs->pay + costs->contributions + costs->running;
    tally(w, OWN_groups_hours)[0] += group->paid_hours;
    tally(w, OWN_groups_idle)[0] += group->idle_hours;
}

/* Fees first; hours pay for the rest, to the cent. */
static void bill_group(struct world *w, size_t g, const struct lendable *members, size_t count, int32_t day)
{
    struct costs costs = costs_of(w, g);
    int64_t cost = costs.pay + costs.contributions + costs.running;
    int64_t fee = (int64_t)(group_params(w)->fee * 100 / WEEKS_A_YEAR);
    fee = fee * (int64_t)count < cost ? fee : cost / (int64_t)count;
    struct bills bills = {.fee = fee,
                          .hours = cost - fee * (int64_t)count,
                          .units = costs.units,
                          .lent_pay = lent_pay(w, members, count)};
    for (size_t k = 0; k < count; k++) {
        size_t firm = members[k].firm;
        double part = part_of((double)w->members.row[firm].lent_pay, bills.lent_pay, count);
        bill_member(w, g, firm, part, k + 1 == count, &bills, day);
    }
    learn(w, g, &bills);
    keep_books(w, g, &costs, &bills, count);
}

void week_bill(struct world *w, const struct roster *roster, int32_t day)
{
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        size_t count;
        const struct lendable *members = roster_of(roster, g, &count);
        if (group_lives(w, g) && count > 0) {
            bill_group(w, g, members, count, day);
        }
    }
}
