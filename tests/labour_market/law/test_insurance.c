/* Unemployment insurance, alone: rights are earned by the day, used up by the day and lost never; they make
 * joblessness longer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/state/benefits.h"
#include "models/labour_market/state/transitions.h"
#include "tests/labour_market/small_territory.h"

static struct scenario insure(struct scenario scenario, double replacement)
{
    struct insurance_params *insurance = unemployment_insurance_of(values_of(&scenario));
    *insurance = (struct insurance_params){
        .replacement = replacement, .days_per_day = 1, .least_days = 122, .most_days = 730, .effort = 0.5};
    return scenario;
}

static struct scenario insured(double replacement)
{
    return insure(plain(), replacement);
}

/* One person's working life by hand: someone of working age who begins without rights. */
struct life {
    struct scenario scenario;
    struct run run;
    struct world *w;
    size_t person;
};

static void life_begin_in(struct life *life, struct scenario scenario)
{
    life->scenario = scenario;
    life->run = (struct run){0};
    struct world *w = life->w = begin(&life->run, &life->scenario, 1);
    w->sim->panels[PANEL_SPELLS].closed = 1;
    size_t i = 0;
    while (w->people.row[i].status != STATUS_UNEMPLOYED ||
           w->people.row[i].retire_day < w->sim->first_day + 3000) {
        i++;
    }
    life->person = i;
    w->people.row[i].jobless_since = w->sim->first_day;
}

static void life_begin(struct life *life)
{
    life_begin_in(life, insured(0.6));
}

static void life_end(struct life *life)
{
    run_clear(&life->run);
    scenario_clear(&life->scenario);
}

/* A job at firm 0 from one day of the life to another, and why it ends. */
static void work_on(struct life *life, uint8_t contract, int32_t from, int32_t to, enum reason reason)
{
    const struct terms job = {.place = 0, .pay = 1500, .contract = contract, .hours = 35};
    const struct span span = {.thread = 0};
    struct error error = {0};
    struct world *w = life->w;
    int32_t first = w->sim->first_day;
    must(transitions_open(w, 1, &error), &error);
    person_start_job(w, life->person, first + from, &job);
    job_join(w, life->person);
    transition_part(w, &span, life->person, first + to, reason, STATUS_UNEMPLOYED);
    must(transitions_close(w, &error), &error);
    transitions_forget(w);
}

static void work_until(struct life *life, int32_t from, int32_t to, enum reason reason)
{
    work_on(life, ROW_CDI, from, to, reason);
}

static void work(struct life *life, int32_t from, int32_t to)
{
    work_until(life, from, to, REASON_DISMISSAL);
}

static void expect_benefit(const struct life *life, int32_t day, bool paid)
{
    bool draws = benefit_drawn(life->w, life->person, life->w->sim->first_day + day);
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
    assert_int_equal(life.w->people.row[life.person].rights, 300);
    expect_benefit(&life, 320, true);
    expect_benefit(&life, 619, true);
    expect_benefit(&life, 620, false);
    work(&life, 420, 440); /* 100 used, 20 more */
    assert_int_equal(life.w->people.row[life.person].rights, 220);
    expect_benefit(&life, 659, true);
    expect_benefit(&life, 660, false);
    work(&life, 1000, 1100); /* all are used up, 100 are too few */
    assert_int_equal(life.w->people.row[life.person].rights, 100);
    expect_benefit(&life, 1100, false);
    work(&life, 1110, 1132); /* of the 100 ten have passed: 90 and 22 are too few still */
    expect_benefit(&life, 1132, false);
    work(&life, 1132, 1142); /* nothing has passed: ten more make 122 */
    assert_int_equal(life.w->people.row[life.person].rights, 122);
    expect_benefit(&life, 1142, true);
    work(&life, 1150, 2600); /* more than there can be */
    assert_int_equal(life.w->people.row[life.person].rights, 730);
    life_end(&life);
}

static void test_days_per_day(void **state)
{
    (void)state;
    struct life life;
    life_begin(&life);
    life.w->institutions.insurance.days_per_day = 0.5;
    work(&life, 0, 300);
    assert_int_equal(life.w->people.row[life.person].rights, 150);
    life.w->institutions.insurance.most_days = 60;
    work(&life, 300, 310);
    assert_int_equal(life.w->people.row[life.person].rights, 60);
    life_end(&life);
}

/* Who resigns draws nothing and uses nothing up until another job ends; unless the law says otherwise. */
static void test_resignation(void **state)
{
    (void)state;
    struct life life;
    life_begin(&life);
    work_until(&life, 20, 320, REASON_RESIGNATION);
    expect_benefit(&life, 330, false);
    life.w->institutions.insurance.after_resignation = true;
    expect_benefit(&life, 330, true);
    life.w->institutions.insurance.after_resignation = false;
    work(&life, 420, 440);
    assert_int_equal(life.w->people.row[life.person].rights, 320);
    expect_benefit(&life, 440, true);
    life_end(&life);
}

/* Rights come from insured work only: not from one's own business, and from every contract but a marginal
 * one. */
static void test_insured_work_only(void **state)
{
    (void)state;
    struct life life;
    life_begin(&life);
    const struct span span = {.thread = 0};
    int32_t first = life.w->sim->first_day;
    work(&life, 0, 200);
    struct error error = {0};
    must(transitions_open(life.w, 1, &error), &error);
    transition_status(life.w, &span, life.person, first + 250, REASON_SET_UP, STATUS_SELF_EMPLOYED);
    transition_status(life.w, &span, life.person, first + 900, REASON_CLOSURE, STATUS_UNEMPLOYED);
    must(transitions_close(life.w, &error), &error);
    transitions_forget(life.w);
    assert_int_equal(life.w->people.row[life.person].rights, 150);
    expect_benefit(&life, 900, true); /* what was left of the time before */
    life_end(&life);
}

static void test_insured_contracts(void **state)
{
    (void)state;
    static const int32_t earned[ROW_COUNT] = {
        [ROW_CDI] = 200, [ROW_CDD] = 200, [ROW_INTERIM] = 200, [ROW_APPRENTICE] = 200, [ROW_MINI_JOB] = 0};
    for (uint8_t contract = 0; contract < ROW_COUNT; contract++) {
        struct life life;
        life_begin_in(&life, insure(whole(), 0.6));
        life.w->people.row[life.person].rights = 0;
        work_on(&life, contract, 0, 200, REASON_DISMISSAL);
        assert_int_equal(life.w->people.row[life.person].rights, earned[contract]);
        life_end(&life);
    }
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
    *unemployment_insurance_of(values_of(&scenario)) =
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
    struct insurance_params *insurance = unemployment_insurance_of(values_of(&scenario));
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
        cmocka_unit_test(test_rights_of_one_life), cmocka_unit_test(test_days_per_day),
        cmocka_unit_test(test_resignation),        cmocka_unit_test(test_insured_work_only),
        cmocka_unit_test(test_insured_contracts),  cmocka_unit_test(test_off_leaves_no_trace),
        cmocka_unit_test(test_longer_rights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
