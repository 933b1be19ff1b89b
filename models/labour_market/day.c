/* What happens in a day, in order. Each line is one file; dated changes have been applied before. */
#include "models/labour_market/day.h"

#include "models/labour_market/call_back.h"
#include "models/labour_market/calls.h"
#include "models/labour_market/contracts.h"
#include "models/labour_market/households.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/matching.h"
#include "models/labour_market/observe.h"
#include "models/labour_market/policies/policies.h"
#include "models/labour_market/search.h"
#include "models/labour_market/staffing.h"
#include "models/labour_market/tasks.h"
#include "models/labour_market/vacancies.h"
#include "models/labour_market/world.h"
#include "sim/date.h"

static enum status begin_month(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    if (date_month_begin(day) != w->moment.last_month[0]) {
        w->moment.last_month[0] = date_month_begin(day);
        vacancies_count_jobs(w);
        TRY(households_act(w, day, error)); /* couples form and part, children are born and grow up */
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

enum status day_step(void *world, int32_t day, struct error *error)
{
    struct world *w = world;
    enum status status;
    TRY(begin_month(w, day, error));
    begin_step(w, day);
    TRY(calls_make(w, day, error));      /* who acts today, and why */
    TRY(contracts_end(w, day, error));   /* fixed-term contracts convert, renew or close */
    TRY(lives_act(w, day, error));       /* people quit, retire, withdraw, come back, enter */
    TRY(staffing_plan(w, day, error));   /* firms close or plan, dismiss, post and withdraw vacancies */
    TRY(tasks_appear(w, day, error));    /* absences and peaks of some days ask for staff */
    TRY(call_back_act(w, day, error));   /* employers call people they know */
    TRY(vacancies_index(w, day, error)); /* what is left is shown to the market */
    TRY(search_act(w, day, error));      /* people look and apply */
    TRY(matching_act(w, day, error));    /* employers offer, people accept, jobs begin */
out:
    return status;
}
