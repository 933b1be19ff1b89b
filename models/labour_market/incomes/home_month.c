#include "models/labour_market/incomes/home_month.h"

#include "models/labour_market/incomes/family_benefits.h"
#include "models/labour_market/incomes/income_events.h"
#include "models/labour_market/incomes/income_tax.h"
#include "models/labour_market/incomes/means_tests.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/person.h"
#include "sim/real.h"

enum { QUARTER = 3, BABY = 0x7 }; /* children of 0 to 2 years */

/* ---- Incomes that are not from a job -------------------------------------------------------------- */

/* Lognormal of mean `mean`, EUR. */
static int32_t drawn(const struct month_books *b, size_t i, int stream, double mean, double spread)
{
    struct rng rng = person_stream(b->w, stream, i, 0);
    return (int32_t)cents_of(mean * real_exp(spread * rng_normal(&rng) - spread * spread / 2));
}

static int32_t draw_other(const struct month_books *b, size_t i, uint8_t status)
{
    if (status == STATUS_SELF_EMPLOYED) {
        return drawn(b, i, STREAM_OWN_INCOME, b->p->own_income, b->p->own_income_spread);
    }
    double mean = b->w->people.row[i].female ? b->p->pension_women : b->p->pension_men;
    return drawn(b, i, STREAM_PENSION, mean, b->p->pension_spread);
}

/* A pension with CSG and CRDS taken off. `own`: the account of the household. */
static void pension(const struct month_books *b, struct income *me, size_t own, int64_t cents)
{
    const double *v = b->state->law[0].value;
    double gross = (double)cents / 100;
    int64_t social = cents_of(gross * (v[LAW_csg_pension] + v[LAW_crds]));
    person_receives(b, me, LINE_PENSION, ACCOUNT_SOCIAL, own, cents);
    person_pays(b, me, LINE_SOCIAL_LEVIES, ACCOUNT_SOCIAL, own, social);
    me->taxable += (int32_t)(cents - cents_of(gross * v[LAW_csg_pension_deductible]));
}

static void own_work(const struct month_books *b, struct income *me)
{
    int64_t cents = me->other, contributions = cents_of(me->other / 100.0 * b->p->own_contributions);
    person_receives(b, me, LINE_OWN_INCOME, ACCOUNT_BUSINESS, STATUS_SELF_EMPLOYED, cents + contributions);
    person_pays(b, me, LINE_OWN_CONTRIBUTIONS, ACCOUNT_SOCIAL, STATUS_SELF_EMPLOYED, contributions);
    me->earned += (int32_t)cents;
    me->taxable += (int32_t)cents;
}

void home_other_income(const struct month_books *b, size_t i)
{
    uint8_t status = b->w->people.row[i].status;
    struct income *me = &b->state->people.row[i];
    if (status != STATUS_SELF_EMPLOYED && status != STATUS_RETIRED) {
        return;
    }
    if (me->other_status != status + 1) {
        me->other_status = (uint8_t)(status + 1);
        me->other = draw_other(b, i, status);
    }
    if (status == STATUS_RETIRED) {
        pension(b, me, STATUS_RETIRED, me->other);
    } else {
        own_work(b, me);
    }
}

/* ---- Who is meant ---------------------------------------------------------------------------------- */

struct home {
    size_t head, partner; /* rows; `partner` as in people.partner */
    bool with_row;        /* the partner has one */
    int adults, children;
};

static struct home home_of(const struct month_books *b, size_t i)
{
    const struct world *w = b->w;
    uint32_t partner = w->people.partner[i];
    return (struct home){.head = i,
                         .partner = partner,
                         .with_row = partner < w->people.table.rows,
                         .adults = 1 + (partner != NOBODY),
                         .children = __builtin_popcount(w->people.children[i])};
}

static struct income *partner_of(const struct month_books *b, const struct home *home)
{
    return home->with_row ? &b->state->people.row[home->partner] : NULL;
}

/* What was taxable in the year before, of which means for housing and family benefits are made; of the months
 * so far where there was no such year. EUR a year. */
static double yearly_income(const struct month_books *b, const struct home *home)
{
    const struct income *me = &b->state->people.row[home->head], *other = partner_of(b, home);
    double cents = me->taxable_before + (other != NULL ? other->taxable_before : 0);
    if (cents <= 0) {
        cents = 12.0 * (me->taxable + (other != NULL ? other->taxable : 0));
    }
    return cents / 100 * (1 - b->state->law[0].value[LAW_tax_work_share]);
}

/* ---- Benefits by means ------------------------------------------------------------------------------ */

static bool at_school(const struct month_books *b, size_t i)
{
    return b->w->people.row[i].school_end > b->end;
}

/* Means of the quarter that is over, per month. */
static struct means means_of(const struct month_books *b, const struct home *home)
{
    const struct income *me = &b->state->people.row[home->head], *other = partner_of(b, home);
    struct means means = {.adults = home->adults, .children = home->children};
    means.lone_with_baby = home->adults == 1 && (b->w->people.children[home->head] & BABY) != 0;
    means.earnings[0] = me->earned_quarter / (100.0 * QUARTER);
    means.other = (me->other_quarter + (other != NULL ? other->other_quarter : 0)) / (100.0 * QUARTER);
    means.earnings[1] = other != NULL ? other->earned_quarter / (100.0 * QUARTER) : 0;
    means.other += me->family / 100.0;
    means.housed = me->housing > 0 || !person_has(b->w, home->head, STREAM_TENANT, b->p->tenants);
    return means;
}

static int32_t cents_if(bool drawn, double euros)
{
    return drawn ? (int32_t)cents_of(euros) : 0;
}

/* For histories: what decides on the minimum income of the household. */
static enum because because_of_minimum(const struct month_books *b, const struct home *home,
                                       const struct means *means, bool own_home, bool old)
{
    bool takes = person_has(b->w, home->head, STREAM_TAKES_MINIMUM, b->p->minimum_income_take_up);
    if (!own_home) {
        return BECAUSE_AT_PARENTS;
    }
    if (at_school(b, home->head)) {
        return BECAUSE_AT_SCHOOL;
    }
    if (!old) {
        return BECAUSE_TOO_YOUNG;
    }
    bool due = minimum_income(&b->state->law[0], means) > 0;
    return due && !takes ? BECAUSE_NOT_TAKEN_UP : BECAUSE_MEANS;
}

/* Once a quarter, on the means of the one that is over; until then what was found is paid. */
static void test_means(const struct month_books *b, const struct home *home)
{
    const struct law_values *law = &b->state->law[0];
    struct income *me = &b->state->people.row[home->head], *other = partner_of(b, home);
    bool own_home = household_living(b->w, home->head, b->end) != LIVING_PARENTS;
    int32_t age = person_age(b->w, home->head, b->end);
    double income = yearly_income(b, home);
    bool tenant = own_home && person_has(b->w, home->head, STREAM_TENANT, b->p->tenants);
    me->family = cents_if(own_home, family_allowance(law, home->children, income));
    me->housing = cents_if(tenant && !at_school(b, home->head),
                           housing_allowance(law, home->adults, home->children, income));
    struct means means = means_of(b, home);
    bool old = age >= law->value[LAW_rsa_age] || home->children > 0;
    bool may = own_home && !at_school(b, home->head);
    bool minimum =
        may && old && person_has(b->w, home->head, STREAM_TAKES_MINIMUM, b->p->minimum_income_take_up);
    bool in_work = may && age >= law->value[LAW_bonus_age] &&
                   person_has(b->w, home->head, STREAM_TAKES_IN_WORK, b->p->in_work_take_up);
    me->minimum_income = cents_if(minimum, minimum_income(law, &means));
    me->in_work = cents_if(in_work, in_work_benefit(law, &means));
    if (b->w->followed != NULL) {
        enum because because = because_of_minimum(b, home, &means, own_home, old);
        event_means(b, home->head, home->with_row ? home->partner : NOBODY, &means, because);
    }
    me->earned_quarter = me->other_quarter = 0;
    if (other != NULL) {
        other->earned_quarter = other->other_quarter = 0;
        other->minimum_income = other->in_work = other->family = other->housing = 0;
    }
}

static void pay_benefits(const struct month_books *b, const struct home *home)
{
    struct income *me = &b->state->people.row[home->head];
    size_t own = b->w->people.row[home->head].status;
    person_receives(b, me, LINE_MINIMUM_INCOME, ACCOUNT_STATE, own, me->minimum_income);
    person_receives(b, me, LINE_IN_WORK_BENEFIT, ACCOUNT_STATE, own, me->in_work);
    person_receives(b, me, LINE_FAMILY_ALLOWANCE, ACCOUNT_SOCIAL, own, me->family);
    person_receives(b, me, LINE_HOUSING_ALLOWANCE, ACCOUNT_STATE, own, me->housing);
}

/* ---- Income tax ------------------------------------------------------------------------------------- */

static void set_tax(const struct month_books *b, const struct home *home)
{
    struct income *me = &b->state->people.row[home->head], *other = partner_of(b, home);
    struct tax_household h = {.adults = home->adults, .children = home->children};
    h.income[0] = me->taxable_before / 100.0;
    h.income[1] = other != NULL ? other->taxable_before / 100.0 : 0;
    double tax = income_tax(&b->state->law[1], &h), income = h.income[0] + h.income[1];
    me->tax = (int32_t)cents_of(tax / 12);
    me->tax_rate = (float)(income > 0 ? tax / income : 0);
    if (other != NULL) {
        other->tax = 0;
        other->tax_rate = 0;
    }
}

/* A new year: what was of the running one is of the year before. */
static void turn_year(struct income *me)
{
    me->taxable_before = me->taxable_year;
    me->taxable_year = me->net_year = me->earned_year = 0;
    me->months_worked = me->months_here = 0;
}

/* In twelve parts in the year after, or, where it is withheld, at last year's rate on this month's income. */
static void pay_tax(const struct month_books *b, const struct home *home)
{
    struct income *me = &b->state->people.row[home->head];
    const struct income *other = partner_of(b, home);
    int32_t tax = me->tax;
    if (b->state->law[0].value[LAW_tax_withheld] > 0) {
        int32_t taxable = me->taxable + (other != NULL ? other->taxable : 0);
        tax = (int32_t)((double)me->tax_rate * taxable + 0.5);
    }
    if (tax > 0) {
        person_pays(b, me, LINE_INCOME_TAX, ACCOUNT_STATE, b->w->people.row[home->head].status, tax);
    }
}

/* ---- The month --------------------------------------------------------------------------------------- */

/* Before what is drawn in common: what each has had in the month goes to the means of the quarter. */
static void note_means(struct income *me)
{
    me->earned_quarter += me->earned;
    me->other_quarter += me->net - me->earned;
}

static void share_cost(struct income *me, struct income *other, int32_t before)
{
    int32_t common = me->public_cost - before;
    me->public_cost -= common / 2;
    other->public_cost += common / 2;
}

void home_month(const struct month_books *b, size_t i, bool first)
{
    struct home home = home_of(b, i);
    struct income *me = &b->state->people.row[i], *other = partner_of(b, &home);
    if (home.partner == PARTNER_OUTSIDE) { /* over 74, of the other sex: the mean pension */
        pension(b, me, STATUS_RETIRED,
                cents_of(b->w->people.row[i].female ? b->p->pension_men : b->p->pension_women));
    }
    note_means(me);
    if (other != NULL) {
        note_means(other);
    }
    if (first) {
        turn_year(me);
        if (other != NULL) {
            turn_year(other);
        }
        set_tax(b, &home);
    }
    int32_t before = me->public_cost;
    if ((b->month + (int32_t)i) % QUARTER == 0) {
        test_means(b, &home);
    }
    pay_benefits(b, &home);
    pay_tax(b, &home);
    if (other != NULL) {
        share_cost(me, other, before);
    }
}
