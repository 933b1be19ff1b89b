#include "models/labour_market/incomes/inequality.h"

#include "models/labour_market/incomes/home_month.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"

enum {
    YEAR_MONTHS = 12,
    HOPS = 400, /* places at which parents are looked for */
    YOUNGEST_PARENT = 20,
    OLDEST_PARENT = 45, /* years older than the child */
    WORKS_FROM = 18,
    WORKS_TO = 60,
    IN_WORK_MONTHS = 7 /* of the year: who works is who worked for most of it (Eurostat) */
};

/* ---- Households -------------------------------------------------------------------------------------- */

static bool at_parents(const struct month_books *b, size_t i)
{
    return household_living(b->w, i, b->end) == LIVING_PARENTS;
}

static bool studies(const struct month_books *b, size_t i)
{
    return b->w->people.row[i].school_end > b->end && !status_employed(b->w->people.row[i].status);
}

static bool here_all_year(const struct month_books *b, size_t i)
{
    return b->state->people.row[i].months_here >= YEAR_MONTHS;
}

static bool is_parent(const struct month_books *b, size_t child, size_t i)
{
    const struct person *young = &b->w->people.row[child], *old = &b->w->people.row[i];
    double years = (young->birth_day - old->birth_day) / DAYS_PER_YEAR;
    return young->zone == old->zone && years >= YOUNGEST_PARENT && years <= OLDEST_PARENT &&
           b->state->homes[i].people > 0;
}

/* Row of the parents' household: that of the year before as long as it fits; rows of all people: none. */
static size_t parents_of(const struct month_books *b, size_t i)
{
    struct income *me = &b->state->people.row[i];
    size_t people = b->w->people.table.rows;
    if (me->parents != 0 && is_parent(b, i, me->parents - 1)) {
        return me->parents - 1;
    }
    struct rng rng = person_stream(b->w, STREAM_PARENTS, i, 0);
    me->parents = 0;
    for (int hop = 0; hop < HOPS && me->parents == 0; hop++) {
        uint32_t k = rng_below(&rng, (uint32_t)people);
        me->parents = is_parent(b, i, k) ? k + 1 : 0;
    }
    return me->parents != 0 ? me->parents - 1 : people;
}

static void add_person(const struct month_books *b, struct home_sum *home, size_t i)
{
    const struct income *me = &b->state->people.row[i];
    int32_t age = person_age(b->w, i, b->end);
    home->cents += me->net_year;
    if (age >= WORKS_FROM && age < WORKS_TO && !studies(b, i)) {
        home->able = (uint16_t)(home->able + YEAR_MONTHS);
        home->months = (uint16_t)(home->months + me->months_worked);
    }
}

static void sum_home(const struct month_books *b, size_t i)
{
    const struct people *people = &b->w->people;
    struct home_sum *home = &b->state->homes[i];
    uint32_t partner = people->partner[i];
    bool two = partner < people->table.rows;
    *home = (struct home_sum){.parents = NOBODY};
    if (!home_is_head(b->w, i) || at_parents(b, i) || !here_all_year(b, i) ||
        (two && !here_all_year(b, partner)) || (partner == NOBODY && studies(b, i))) {
        return;
    }
    add_person(b, home, i);
    if (two) {
        add_person(b, home, partner);
    }
    home->people =
        (uint8_t)household_size(b->w, i); /* with children, and a partner who has no row any more */
    home->scale = (float)household_scale(b->w, i);
}

static void sum_homes(void *context, const struct span *span)
{
    for (size_t i = span->begin; i < span->end; i++) {
        sum_home(context, i);
    }
}

/* Serial, since several may have the same parents. */
static void bring_home(const struct month_books *b)
{
    size_t people = b->w->people.table.rows;
    for (size_t i = 0; i < people; i++) {
        size_t row = at_parents(b, i) && here_all_year(b, i) ? parents_of(b, i) : people;
        if (row < people && b->state->homes[row].people < UINT8_MAX) {
            struct home_sum *home = &b->state->homes[row];
            b->state->homes[i].parents = (uint32_t)row;
            add_person(b, home, i);
            home->people++;
            home->scale += 0.5f;
        }
    }
}

/* Of a person the row of the household; rows of all people: of none that counts. */
static size_t home_row(const struct month_books *b, size_t i)
{
    const struct home_sum *homes = b->state->homes;
    if (homes[i].parents != NOBODY) {
        return homes[i].parents;
    }
    size_t row = home_is_head(b->w, i) ? i : b->w->people.partner[i];
    return homes[row].people > 0 ? row : b->w->people.table.rows;
}

/* ---- Distributions ------------------------------------------------------------------------------------ */

static void spread_begin(struct spread *spread, int64_t step)
{
    *spread = (struct spread){.step = step};
}

static void spread_add(struct spread *spread, int64_t cents, int64_t weight)
{
    int64_t bin = cents < 0 ? 0 : cents / spread->step;
    spread->count[bin < SPREAD_BINS ? bin : SPREAD_BINS - 1] += weight;
}

static int64_t spread_all(const struct spread *spread)
{
    int64_t all = 0;
    for (size_t k = 0; k < SPREAD_BINS; k++) {
        all += spread->count[k];
    }
    return all;
}

/* Cents below which a share of all lies. */
static double quantile(const struct spread *spread, double share)
{
    int64_t all = spread_all(spread), below = 0;
    for (size_t k = 0; k < SPREAD_BINS; k++) {
        if (spread->count[k] > 0 && (double)(below + spread->count[k]) >= share * (double)all) {
            double part = (share * (double)all - (double)below) / (double)spread->count[k];
            return ((double)k + part) * (double)spread->step;
        }
        below += spread->count[k];
    }
    return 0;
}

/* Gini coefficient, of the middles of the steps. */
static double gini(const struct spread *spread)
{
    double people = 0, income = 0, area = 0;
    for (size_t k = 0; k < SPREAD_BINS; k++) {
        double count = (double)spread->count[k], more = count * ((double)k + 0.5);
        area += count * (2 * income + more);
        people += count;
        income += more;
    }
    return people > 0 && income > 0 ? 1 - area / (people * income) : 0;
}

/* ---- Figures ------------------------------------------------------------------------------------------- */

static double *reals(const struct month_books *b, size_t own)
{
    return outputs_reals(&b->w->sim->outputs, part_output(&part_incomes, own));
}

static double percent_of(int64_t part, int64_t all)
{
    return all > 0 ? 100.0 * (double)part / (double)all : 0;
}

static double equivalised(const struct home_sum *home)
{
    return (double)home->cents / (double)home->scale;
}

static void observe_disposable(const struct month_books *b, struct spread *spread)
{
    for (size_t i = 0; i < b->w->people.table.rows; i++) {
        const struct home_sum *home = &b->state->homes[i];
        if (home->people > 0) {
            spread_add(spread, (int64_t)equivalised(home), home->people);
        }
    }
    for (int d = 0; d < 9; d++) {
        reals(b, OWN_disposable_decile)[d] = quantile(spread, (d + 1) / 10.0) / 100;
    }
    reals(b, OWN_gini)[0] = 100 * gini(spread);
}

static void count_person(const struct month_books *b, struct poor *poor, size_t i, bool is_poor)
{
    const struct world *w = b->w;
    const struct person *person = &w->people.row[i];
    size_t group = age_group_of(w, person_age(w, i, b->end));
    for (int k = 0; k <= is_poor; k++) { /* 0: all, 1: the poor */
        poor->status[k][person->status]++;
        poor->sex[k][person->female]++;
        poor->age[k][group]++;
        poor->zone[k][person->zone]++;
        poor->working[k] += b->state->people.row[i].months_worked >= IN_WORK_MONTHS;
    }
}

static void tell(double *out, const int64_t *all, const int64_t *poor, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        out[k] = percent_of(poor[k], all[k]);
    }
}

static void observe_poor_people(const struct month_books *b, double line)
{
    struct poor *poor = &b->state->year->poor;
    *poor = (struct poor){0};
    for (size_t i = 0; i < b->w->people.table.rows; i++) {
        size_t row = home_row(b, i);
        if (row < b->w->people.table.rows) {
            count_person(b, poor, i, equivalised(&b->state->homes[row]) < line);
        }
    }
    tell(reals(b, OWN_poverty_by_status), poor->status[0], poor->status[1], STATUS_COUNT);
    tell(reals(b, OWN_poverty_by_sex), poor->sex[0], poor->sex[1], 2);
    tell(reals(b, OWN_poverty_by_age), poor->age[0], poor->age[1], b->w->age_count);
    tell(reals(b, OWN_poverty_by_zone), poor->zone[0], poor->zone[1], b->w->zone_count);
    reals(b, OWN_poverty_in_work)[0] = percent_of(poor->working[1], poor->working[0]);
}

static void observe_poverty(const struct month_books *b, double median)
{
    int64_t all = 0, poor[2] = {0, 0}, low = 0, able = 0;
    for (size_t i = 0; i < b->w->people.table.rows; i++) {
        const struct home_sum *home = &b->state->homes[i];
        if (home->people > 0) {
            all += home->people;
            poor[0] += equivalised(home) < 0.6 * median ? home->people : 0;
            poor[1] += equivalised(home) < 0.5 * median ? home->people : 0;
        }
        if (home->people > 0 && home->able > 0) {
            int64_t people = home->able / YEAR_MONTHS;
            able += people;
            low += home->months * 5 < home->able ? people : 0; /* less than a fifth */
        }
    }
    reals(b, OWN_poverty)[0] = percent_of(poor[0], all);
    reals(b, OWN_poverty)[1] = percent_of(poor[1], all);
    reals(b, OWN_low_work)[0] = percent_of(low, able);
    observe_poor_people(b, 0.6 * median);
}

/* Hourly pay in the main job on the last day, and net earnings of the year of those who had some. */
static void observe_pay(const struct month_books *b, struct spread *spread)
{
    const struct world *w = b->w;
    spread_begin(spread, 1);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (status_employee(w->people.row[i].status) &&
            status_role(w->people.row[i].status) != ROLE_TRAINING) {
            spread_add(spread, w->jobs.row[i].pay, 1);
        }
    }
    double line = quantile(spread, 0.5) * 2 / 3;
    int64_t low = 0;
    for (int64_t k = 0; k < SPREAD_BINS && (double)k < line; k++) {
        low += spread->count[k];
    }
    reals(b, OWN_low_pay)[0] = percent_of(low, spread_all(spread));
    reals(b, OWN_pay_spread)[0] = quantile(spread, 0.9) / quantile(spread, 0.1);
    spread_begin(spread, 1000);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (b->state->people.row[i].months_worked > 0 && here_all_year(b, i)) {
            spread_add(spread, b->state->people.row[i].earned_year, 1);
        }
    }
    reals(b, OWN_earnings_spread)[0] = quantile(spread, 0.9) / quantile(spread, 0.1);
}

void inequality_observe(const struct month_books *b)
{
    struct spread *spread = &b->state->year->spread;
    spread_begin(spread, 1000);
    parallel_for(&b->w->sim->parallel, b->w->people.table.rows, PARALLEL_BLOCK, sum_homes, (void *)b);
    bring_home(b);
    observe_disposable(b, spread);
    observe_poverty(b, quantile(spread, 0.5));
    observe_pay(b, spread);
}
