#include "models/labour_market/incomes/claims.h"

#include "models/labour_market/incomes/unemployment_benefit.h"
#include "models/labour_market/state/person.h"

/* Categories of the public employment service: in the month no work, up to 78 hours, more. */
enum { NOT_REGISTERED, CATEGORY_A, CATEGORY_B, CATEGORY_C };
enum { SHORT_HOURS_TENTHS = 780 };

void claim_begin(const struct month_books *b, size_t i)
{
    const struct world *w = b->w;
    struct income *me = &b->state->people.row[i];
    if (!status_employee(w->people.row[i].status) || !world_contract(w, w->jobs.row[i].contract)->insured) {
        return;
    }
    const struct job *job = &w->jobs.row[i];
    int32_t most =
        (int32_t)(benefit_reference_months(&b->state->law[0], person_age(w, i, b->begin)) * DAYS_PER_MONTH);
    int32_t days = b->begin - job->start;
    days = days < most ? days : most;
    me->insured_days = (uint16_t)(days > 0 ? days : 0);
    me->insured_pay = (int32_t)((double)job->pay * job->hours * me->insured_days / 7);
    me->insured_time = (float)(me->insured_days * full_time_share(job->hours));
}

/* The law looks back so many months: earlier days give way to later ones, and all are forgotten when the last
 * of them could no longer be enough. */
static void forget(const struct month_books *b, struct income *me, int32_t age)
{
    int32_t most = (int32_t)(benefit_reference_months(&b->state->law[0], age) * DAYS_PER_MONTH);
    if (me->insured_days > most) {
        double share = (double)most / me->insured_days;
        me->insured_pay = (int32_t)(me->insured_pay * share);
        me->insured_time = (float)(me->insured_time * share);
        me->insured_days = (uint16_t)most;
    }
    if (me->idle * DAYS_PER_MONTH + b->state->law[0].value[LAW_ui_least_days] > most) {
        me->insured_days = 0;
        me->insured_pay = 0;
        me->insured_time = 0;
    }
}

static void open_claim(const struct month_books *b, size_t i, struct income *me, int32_t age)
{
    const struct law_values *law = &b->state->law[0];
    int32_t days = benefit_days(law, me->insured_days, age);
    if (days == 0 || b->w->people.left_freely[i]) {
        return;
    }
    double reference = benefit_reference_wage(law, me->insured_pay / 100.0, me->insured_days);
    double time = (double)me->insured_time / me->insured_days;
    me->claim_reference = (int32_t)cents_of(reference);
    me->claim_daily = (int32_t)cents_of(benefit_daily(law, reference, time < 1 ? time : 1));
    me->claim_days = (uint16_t)(days < UINT16_MAX ? days : UINT16_MAX);
    me->waiting = (uint8_t)law->value[LAW_ui_waiting];
    me->insured_days = 0;
    me->insured_pay = 0;
    me->insured_time = 0;
}

/* The unemployed are, and people on a claim whose job is for a term: they go on looking. */
static uint8_t category(const struct month_books *b, size_t i, const struct income *me)
{
    uint8_t status = b->w->people.row[i].status;
    bool on_claim = status_role(status) == ROLE_FLEXIBLE && me->claim_days > 0;
    if (status != STATUS_UNEMPLOYED && !on_claim) {
        return NOT_REGISTERED;
    }
    return me->hours == 0 ? CATEGORY_A : me->hours <= SHORT_HOURS_TENTHS ? CATEGORY_B : CATEGORY_C;
}

/* A claim of this month is paid from the day after the job, and the pay of that job is not counted. */
static void pay_claim(const struct month_books *b, size_t i, struct income *me, bool opened)
{
    const struct law_values *law = &b->state->law[0];
    const struct person *person = &b->w->people.row[i];
    int32_t from = opened && person->jobless_since > b->begin ? person->jobless_since : b->begin;
    int32_t days = b->end - from;
    int32_t waits = me->waiting < days ? me->waiting : days;
    me->waiting = (uint8_t)(me->waiting - waits);
    double daily = me->claim_daily / 100.0, reference = me->claim_reference / 100.0;
    int32_t paid = benefit_days_paid(law, reference, daily, days - waits, opened ? 0 : me->pay / 100.0);
    paid = paid < me->claim_days ? paid : me->claim_days;
    if (paid <= 0) {
        return;
    }
    struct benefit_levies levies;
    benefit_levies_at(law, reference, daily, &levies);
    int64_t gross = (int64_t)me->claim_daily * paid;
    int64_t pension = cents_of(levies.pension * paid), social = cents_of(levies.social_levies * paid);
    person_receives(b, me, LINE_UNEMPLOYMENT_BENEFIT, ACCOUNT_UNEMPLOYMENT, person->status, gross);
    person_pays(b, me, LINE_BENEFIT_CONTRIBUTIONS, ACCOUNT_SOCIAL, person->status, pension);
    person_pays(b, me, LINE_SOCIAL_LEVIES, ACCOUNT_SOCIAL, person->status, social);
    me->taxable += (int32_t)(gross - pension - cents_of(levies.deductible * paid));
    me->claim_days = (uint16_t)(me->claim_days - paid);
    me->paid_days = (uint8_t)paid;
}

void claim_month(const struct month_books *b, size_t i)
{
    struct income *me = &b->state->people.row[i];
    uint8_t status = b->w->people.row[i].status;
    me->paid_days = me->registered = 0;
    me->idle = me->days > 0 ? 0 : (uint8_t)(me->idle < UINT8_MAX ? me->idle + 1 : me->idle);
    if (me->insured_days == 0 && me->claim_days == 0 && status != STATUS_UNEMPLOYED) {
        return;
    }
    int32_t age = person_age(b->w, i, b->end);
    forget(b, me, age);
    bool opened = status == STATUS_UNEMPLOYED && me->claim_days == 0 && me->insured_days > 0;
    if (opened) {
        open_claim(b, i, me, age);
    }
    me->registered = category(b, i, me);
    if (me->registered != NOT_REGISTERED && me->claim_days > 0) {
        pay_claim(b, i, me, opened);
    }
}
