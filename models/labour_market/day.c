/* What happens in a day, in order. Each line is one file; dated changes have been applied before. After each
 * step that changes what people do, what follows is settled. */
#include "models/labour_market/day.h"

#include "models/labour_market/employers_groups/groups.h"
#include "models/labour_market/firms/labour_cost.h"
#include "models/labour_market/firms/outlook.h"
#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/firms/tasks.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/law/hiring_subsidy.h"
#include "models/labour_market/law/minimum_wage.h"
#include "models/labour_market/market/contract_ends.h"
#include "models/labour_market/market/hours_requests.h"
#include "models/labour_market/market/matching.h"
#include "models/labour_market/market/recalls.h"
#include "models/labour_market/market/search.h"
#include "models/labour_market/market/vacancies.h"
#include "models/labour_market/organisations/public_agencies/public_agencies.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/people/participation.h"
#include "models/labour_market/settle.h"
#include "models/labour_market/state/due_people.h"
#include "models/labour_market/state/local_economy.h"
#include "models/labour_market/state/local_market.h"
#include "models/labour_market/state/world.h"
#include "sim/date.h"

static enum status begin_month(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    if (date_month_begin(day) != w->moment.last_month[0]) {
        w->moment.last_month[0] = date_month_begin(day);
        participation_settle(w, day);
        local_market_count(w);
        local_economy_count(w, day);
        vacancies_count_jobs(w);
        labour_cost_set(w);
        outlook_learn(w);
        TRY(households_act(w, day, error)); /* couples form and part, children are born and grow up */
        TRY(incomes_open_month(w, day, error));
        TRY(public_agencies_open_month(w, day, error));
    }
out:
    return status;
}

/* A step of the minimum wage falls on this day without a dated change of a parameter. */
static void begin_step(struct world *w, int32_t day)
{
    if (minimum_wage_next_step(w->p, day - 1) == day) {
        world_set_institutions(w, day);
    }
}

/* Where there is no group and none may be founded, nothing is settled once more. */
static enum status act_groups(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    if (employers_groups_due(w, day)) {
        TRY(employers_groups_act(w, day, error));
        TRY(settle_transitions(w, day, error));
    }
out:
    return status;
}

enum status day_step(void *world, int32_t day, struct error *error)
{
    struct world *w = world;
    enum status status;
    TRY(events_begin(w, day, error)); /* whose history is written from today on */
    TRY(begin_month(w, day, error));
    begin_step(w, day);
    TRY(public_agencies_act(w, day, error)); /* counsellors see people and employers */
    TRY(due_people_make(w, day, error));     /* who acts today, and why */
    TRY(contracts_end(w, day, error));       /* fixed-term contracts convert, renew or close */
    TRY(settle_transitions(w, day, error));
    TRY(lives_act(w, day, error)); /* people quit, retire, withdraw, come back, leave the territory */
    TRY(settle_transitions(w, day, error));
    TRY(act_groups(w, day, error)); /* on Mondays groups lend their staff; each month they plan */
    TRY(staffing_plan(w, day,
                      error)); /* firms close or plan, dismiss, decide which posts to open or withdraw */
    TRY(vacancies_open(w, day, error));
    TRY(settle_transitions(w, day, error));
    TRY(tasks_appear(w, day, error)); /* absences and peaks of some days ask for staff */
    TRY(vacancies_add(w, day, error));
    TRY(call_back_act(w, day, error)); /* employers call people they know */
    TRY(settle_transitions(w, day, error));
    TRY(vacancies_index(w, day, error)); /* what is left is shown to the market */
    TRY(public_agencies_list_posts(w, day, error));
    TRY(search_act(w, day, error));            /* people look and apply */
    TRY(hours_requests_settle(w, day, error)); /* employers answer who wants other hours */
    TRY(settle_transitions(w, day, error));
    TRY(matching_act(w, day, error)); /* employers offer, people accept, jobs begin */
    TRY(settle_transitions(w, day, error));
    TRY(hiring_subsidy_pay(w, day, error)); /* the state pays for the day */
    TRY(incomes_close_month(w, day,
                            error)); /* on the last day of a month: what people were paid and paid in it */
out:
    return status;
}
