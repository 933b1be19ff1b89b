/* Unemployment insurance, alone: rights are earned by the day, used up by the day and lost never; they make
 * joblessness longer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "small_territory.h"

static struct scenario insured(double replacement)
{
    struct scenario scenario = plain();
    struct insurance_params *insurance = &values_of(&scenario)->unemployment_insurance;
    *insurance = (struct insurance_params){
        .replacement = replacement, .days_per_day = 1, .least_days = 122, .most_days = 730, .effort = 0.5};
    return scenario;
}

/* One person's working life by hand: someone of working age who begins without rights. */
struct life {
    struct scenario scenario;
    struct run run;
    struct world *w;
    size_t person;
};

static void life_begin(struct life *life)
{
    life->scenario = insured(0.6);
    life->run = (struct run){0};
    struct world *w = life->w = begin(&life->run, &life->scenario, 1);
    w->sim->panels[PANEL_SPELLS].closed = 1;
    size_t i = 0;
    while (w->people.status[i] != STATUS_UNEMPLOYED || w->people.retire_day[i] < w->sim->first_day + 3000) {
        i++;
    }
    life->person = i;
    w->people.jobless_since[i] = w->sim->first_day;
}

static void life_end(struct life *life)
{
    run_clear(&life->run);
    scenario_clear(&life->scenario);
}

/* A job at firm 0 from one day of the life to another. */
static void work(struct life *life, int32_t from, int32_t to)
{
    const struct job job = {.firm = 0, .wage = 1500, .agency = NO_AGENCY, .contract = ROW_CDI, .hours = 35};
    const struct span span = {.thread = 0};
    int32_t first = life->w->sim->first_day;
    person_start_job(life->w, life->person, first + from, &job);
    person_join_firm(life->w, life->person, 0);
    person_leave_firm(life->w, &span, life->person, first + to, REASON_DISMISSAL);
    person_out_of_work(life->w, life->person, first + to, STATUS_UNEMPLOYED);
}

static void expect_benefit(const struct life *life, int32_t day, bool paid)
{
    bool draws = search_draws_benefit(life->w, life->person, life->w->sim->first_day + day);
    if (draws != paid) {
        fail_msg("day %d: %s", day, draws ? "draws benefit" : "draws no benefit");
    }
}

static void test_rights_of_one_life(void **state)
{
    (void)state;
    struct life life;
    life_begin(&life);
    expect_benefit(&life, 10, false);
    work(&life, 20, 320); /* 300 days */
    assert_int_equal(life.w->people.rights[life.person], 300);
    expect_benefit(&life, 320, true);
    expect_benefit(&life, 619, true);
    expect_benefit(&life, 620, false);
    work(&life, 420, 440); /* 100 used, 20 more */
    assert_int_equal(life.w->people.rights[life.person], 220);
    expect_benefit(&life, 659, true);
    expect_benefit(&life, 660, false);
    work(&life, 1000, 1100); /* all are used up, 100 are too few */
    assert_int_equal(life.w->people.rights[life.person], 100);
    expect_benefit(&life, 1100, false);
    work(&life, 1110, 1132); /* of the 100 ten have passed: 90 and 22 are too few still */
    expect_benefit(&life, 1132, false);
    work(&life, 1132, 1142); /* nothing has passed: ten more make 122 */
    assert_int_equal(life.w->people.rights[life.person], 122);
    expect_benefit(&life, 1142, true);
    work(&life, 1150, 2600); /* more than there can be */
    assert_int_equal(life.w->people.rights[life.person], 730);
    life_end(&life);
}

static void test_days_per_day(void **state)
{
    (void)state;
    struct life life;
    life_begin(&life);
    life.w->institutions.insurance.days_per_day = 0.5;
    work(&life, 0, 300);
    assert_int_equal(life.w->people.rights[life.person], 150);
    life.w->institutions.insurance.most_days = 60;
    work(&life, 300, 310);
    assert_int_equal(life.w->people.rights[life.person], 60);
    life_end(&life);
}

/* Off: nobody is paid, nobody earns rights, and nothing of it matters. */
static void test_off_leaves_no_trace(void **state)
{
    (void)state;
    struct scenario scenario = insured(0);
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_benefit_recipients), 0);
    assert_int_equal(sum_all(&run, OUTPUT_benefits), 0);
    uint64_t off = run_digest(&run);
    run_clear(&run);
    values_of(&scenario)->unemployment_insurance =
        (struct insurance_params){.days_per_day = 3, .least_days = 1, .most_days = 9, .effort = 1};
    assert_int_equal(digest_of(&scenario, 1), off);
    scenario_clear(&scenario);
}

struct jobless {
    int64_t unemployed, recipients;
};

static struct jobless jobless_under(int64_t most_days, double effort)
{
    struct scenario scenario = insured(0.9);
    struct run run = {0};
    struct insurance_params *insurance = &values_of(&scenario)->unemployment_insurance;
    insurance->most_days = most_days;
    insurance->effort = effort;
    insurance->least_days = 10;
    scenario.run->end = scenario.run->start + 1000;
    live_through(&run, &scenario, 1, false);
    struct jobless jobless = {stock_sum(&run, STATUS_UNEMPLOYED), sum_all(&run, OUTPUT_benefit_recipients)};
    run_clear(&run);
    scenario_clear(&scenario);
    return jobless;
}

/* Longer rights, more joblessness; the less so, the less benefits take from search. */
static void test_longer_rights(void **state)
{
    (void)state;
    struct jobless brief = jobless_under(20, 1), usual = jobless_under(365, 1), busy = jobless_under(365, 0);
    assert_true(usual.unemployed > brief.unemployed);
    assert_true(usual.unemployed > busy.unemployed);
    assert_true(usual.recipients > brief.recipients);
    assert_true(usual.recipients <= usual.unemployed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rights_of_one_life),
        cmocka_unit_test(test_days_per_day),
        cmocka_unit_test(test_off_leaves_no_trace),
        cmocka_unit_test(test_longer_rights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
