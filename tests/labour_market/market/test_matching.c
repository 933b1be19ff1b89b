/* Matching, alone: the employer's view of a person, what a match must yield, the matching function of a
 * uniform market, and its steady state. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/market/matching.h"
#include "models/labour_market/market/search.h"
#include "models/labour_market/market/vacancies.h"
#include "models/labour_market/state/due_people.h"
#include "models/labour_market/state/person.h"
#include "tests/labour_market/small_territory.h"

/* Open posts at many firms, all alike, posted on `day`. */
static void post(struct world *w, size_t count, int32_t day)
{
    struct vacancies *vacancies = &w->vacancies;
    struct error error = {0};
    must(table_resize(&vacancies->table, count, &error), &error);
    for (size_t v = 0; v < count; v++) {
        uint32_t firm = (uint32_t)(v * 7919 % world_firms(w));
        vacancies->row[v].firm = firm;
        vacancies->row[v].opened = day;
        vacancies->row[v].wage = 1100;
        vacancies->row[v].employer = vacancies->row[v].firm;
        vacancies->row[v].contract = ROW_CDI;
        vacancies->row[v].need = NEED_CORE;
        vacancies->row[v].channel = CHANNEL_OPEN;
        vacancies->row[v].hours = 35;
        w->employers.row[firm].open_core++;
    }
}

/* A day in which nothing happens but search and matching. */
static void meet(struct world *w, int32_t day)
{
    struct error error = {0};
    must(due_people_make(w, day, &error), &error);
    must(vacancies_index(w, day, &error), &error);
    must(search_act(w, day, &error), &error);
    must(matching_act(w, day, &error), &error);
}

/* Hires of one day in a market of so many people, where one in seven of the unemployed looks; ten markets. */
static double matched(int64_t people, double unemployed, double vacancies)
{
    enum { MARKETS = 10 };
    double hires = 0;
    for (int k = 0; k < MARKETS; k++) {
        struct scenario scenario = uniform(people, 0.5);
        struct run run = {0};
        struct parameters *p = values_of(&scenario);
        p->search.looks = 4;
        p->search.openness = 0.03;
        p->firms.jobs = 1.2 * (double)people; /* a place for everyone who shall have one */
        age_of(&scenario, 0)->unemployed = unemployed;
        scenario.run->seed = scenario.run->population_seed = (uint64_t)k + 1;
        struct world *w = begin(&run, &scenario, 1);
        int32_t day = run.sim.first_day + 1;
        for (size_t i = 0; i < w->people.table.rows; i++) {
            if (w->people.row[i].status == STATUS_UNEMPLOYED) {
                w->people.row[i].next_search = day + (int32_t)(i % 7);
                person_reschedule(w, i);
            }
        }
        w->cells.jobs[0] = (uint32_t)(0.9 * (double)people);
        w->sim->panels[PANEL_SPELLS].closed = 1;
        post(w, (size_t)(vacancies * (double)people), day);
        meet(w, day);
        hires += (double)(w->vacancies.table.rows);
        for (size_t v = 0; v < w->vacancies.table.rows; v++) {
            hires -= !w->vacancies.row[v].closed;
        }
        run_clear(&run);
        scenario_clear(&scenario);
    }
    return hires / MARKETS;
}

/* Around an unemployment of 10 % and 1.2 open posts for a hundred people: more of either gives more hires,
 * congestion both ways, the elasticity to unemployment between 0.5 and 0.7, and constant returns. */
static void test_matching_function(void **state)
{
    (void)state;
    double few = matched(20000, 0.07, 0.012), many = matched(20000, 0.14, 0.012);
    double short_of = matched(20000, 0.10, 0.0085), plenty = matched(20000, 0.10, 0.017);
    double to_unemployment = log(many / few) / log(2), to_vacancies = log(plenty / short_of) / log(2);
    double returns = log(matched(20000, 0.10, 0.012) / matched(5000, 0.10, 0.012)) / log(4);
    print_message("elasticity of hires to unemployment %.2f, to vacancies %.2f; returns to scale %.2f\n",
                  to_unemployment, to_vacancies, returns);
    assert_true(to_unemployment > 0.5 && to_unemployment < 0.7);
    assert_true(to_vacancies > 0.1 && to_vacancies < 0.9);
    assert_float_equal(returns, 1, 0.1);
}

static void test_nobody_or_nothing(void **state)
{
    (void)state;
    assert_float_equal(matched(1000, 0, 0.02), 0, 0);
    assert_float_equal(matched(1000, 0.1, 0), 0, 0);
}

/* Unemployed person-days and those of the employed, jobs ended and begun, in four years of a uniform market.
 */
struct balance {
    double unemployed, employed, ended, hired, share;
};

static struct balance balance_of(double separation, int64_t every_days)
{
    struct scenario scenario = uniform(3000, separation);
    struct run run = {0};
    struct balance balance = {0, 0, 0, 0, 0};
    values_of(&scenario)->search.every_days = (double)every_days;
    scenario.run->burn_in_days = 400;
    scenario.run->end = scenario.run->start + 1461;
    scenario.run->daily = true;
    live_through(&run, &scenario, 1, false);
    const struct outputs *outputs = &run.sim.outputs;
    for (size_t day = 0; day < outputs->period_count[OUTPUT_DAILY]; day++) {
        balance.unemployed += (double)*(const int64_t *)outputs_record(outputs, OUTPUT_unemployment, day);
        balance.employed += (double)*(const int64_t *)outputs_record(outputs, OUTPUT_employment, day);
    }
    balance.share = balance.unemployed / (balance.unemployed + balance.employed);
    balance.hired = (double)sum_all(&run, OUTPUT_hires);
    balance.ended = (double)sum_all(&run, OUTPUT_separations);
    run_clear(&run);
    scenario_clear(&scenario);
    return balance;
}

/* In the steady state unemployment is s / (s + f). What lies between is the change of the stock, at most some
 * five deviations of a binomial one. Losing jobs more often, or finding them less, raises it. */
static void test_steady_state(void **state)
{
    (void)state;
    static const double separations[] = {0.3, 0.8};
    double shares[2];
    for (int k = 0; k < 2; k++) {
        struct balance b = balance_of(separations[k], 7);
        double s = b.ended / b.employed, f = b.hired / b.unemployed;
        double deviation = 5 * sqrt(3000 * b.share * (1 - b.share)) / b.hired;
        print_message("unemployment %.2f %%, s / (s + f) %.2f %%\n", 100 * b.share, 100 * s / (s + f));
        assert_float_equal(b.share, s / (s + f), b.share * deviation);
        /* the rate of job loss is the one asked for, and ages: leaving at 74 after 59 years; 5 sigma */
        double asked = (separations[k] + 1 / 59.0) / 365.25;
        assert_float_equal(s, asked, 5 * asked / sqrt(b.ended) + 0.01 * asked);
        shares[k] = b.share;
    }
    assert_true(shares[1] > shares[0]);
    double seldom = balance_of(0.8, 120).share;
    print_message("looks every four months, not every week: %.2f %%\n", 100 * seldom);
    assert_true(seldom > shares[1] + 0.001); /* firms want as many people as before: not much */
}

/* Where people are alike and employers do not mind how long someone has been out of work, a look finds a job
 * with the same chance in the first month as later: the hazard does not depend on duration. Five sigma. */
static void test_no_duration_dependence(void **state)
{
    (void)state;
    struct scenario scenario = uniform(3000, 0.5);
    struct run run = {0};
    struct spells spells = {0};
    enum { MONTH = 28 };
    double hired[2] = {0}, weeks[2] = {0};
    values_of(&scenario)->search.looks = 2;
    scenario.run->burn_in_days = 400;
    scenario.run->end = scenario.run->start + 1461;
    live_with_spells(&run, &scenario, 1, &spells);
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        int32_t days = spell->end - spell->start;
        if (spell->status == STATUS_UNEMPLOYED && spell->start >= run.sim.start_day) {
            weeks[0] += days < MONTH ? days / 7.0 : MONTH / 7.0;
            weeks[1] += days < MONTH ? 0 : (days - MONTH) / 7.0;
            hired[days >= MONTH] += spell->reason == REASON_HIRED;
        }
    }
    double early = hired[0] / weeks[0], late = hired[1] / weeks[1];
    assert_true(hired[0] > 300 && hired[1] > 300);
    /* the first look is a day after the beginning and not a week: half a look more in the first month */
    assert_float_equal(early * 4 / 4.5, late, 5 * late * sqrt(1 / hired[0] + 1 / hired[1]) + 0.06 * late);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Score and yield of one applicant by hand. */
static void test_view_of_an_applicant(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->matching.ageing = 0.2;
    struct world *w = begin(&run, &scenario, 1);
    int32_t day = run.sim.first_day;
    post(w, 1, day);
    size_t i = 0;
    while (w->people.row[i].status != STATUS_UNEMPLOYED) {
        i++;
    }
    w->people.row[i].birth_day = day - 30 * 366;
    w->people.row[i].work_days = 1000;
    w->people.row[i].detached_since = day;
    assert_int_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000);
    p->matching.duration_years = 0.7;
    w->people.row[i].detached_since = day - 256; /* that long: 0.5 deviations of ability but for 37 % */
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000 - 1e6 * 0.5 * 0.25 * 0.632, 500);
    w->people.row[i].detached_since = day - 7300; /* and no more in twenty years */
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000 - 1e6 * 0.5 * 0.25, 500);
    w->people.row[i].detached_since = day;
    w->people.row[i].work_days = 0; /* no experience */
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000 - 0.3 * 1e6, 1);
    w->people.row[i].work_days = 1000;
    w->vacancies.row[0].contract = ROW_CDD; /* of which a job for a term asks none */
    w->people.row[i].work_days = 0;
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000, 1);
    w->vacancies.row[0].contract = ROW_CDI;
    w->people.row[i].work_days = 1000;
    w->people.row[i].birth_day = day - 40 * 366;
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000, 1);
    w->people.row[i].birth_day = day - 50 * 366;
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0), 350000 - 0.2 * 1e6, 1);

    w->vacancies.row[0].occupation = 1; /* high, paid 15 EUR an hour; half of the skills carry over */
    w->people.row[i].occupation = 0;
    w->people.row[i].qualification = 0;
    assert_float_equal(matching_fit(w, i, 0), -0.5 - 0.3, 1e-9);
    w->people.row[i].qualification = 1;
    assert_float_equal(matching_fit(w, i, 0), -0.5, 1e-9);
    w->people.row[i].occupation = 1;
    assert_float_equal(matching_fit(w, i, 0), 0, 0);
    /* worth 2 x 15 EUR, costs 1.4 of the pay: up to 21.42 */
    assert_true(matching_pays(w, 0, 0, 2142, 0));
    assert_false(matching_pays(w, 0, 0, 2143, 0));
    assert_false(matching_pays(w, 0, -0.01, 2142, 0));
    /* others bear half of it: up to 42.85, and as welcome as someone of log 2 more skill */
    assert_true(matching_pays(w, 0, 0, 4285, 0.5));
    assert_false(matching_pays(w, 0, 0, 4286, 0.5));
    assert_float_equal(matching_score(w, i, 0, day, 0.25, 0.1, 0.5) -
                           matching_score(w, i, 0, day, 0.25, 0.1, 0),
                       1e6 * log(2), 2);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matching_function),    cmocka_unit_test(test_nobody_or_nothing),
        cmocka_unit_test(test_steady_state),         cmocka_unit_test(test_no_duration_dependence),
        cmocka_unit_test(test_view_of_an_applicant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
