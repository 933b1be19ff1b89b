/* The hiring subsidy: off it leaves no trace; on, those whom the law means are paid for, to the cent and to
 * the day, and nobody else; employers rank by what is left of the cost; others are displaced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/labour_market/market/matching.h"
#include "models/labour_market/state/person.h"
#include "tests/labour_market/small_territory.h"

static const struct hiring_subsidy *paid_in(const struct world *w)
{
    return part_state(w, &part_hiring_subsidy);
}

static size_t output(size_t own)
{
    return part_output(&part_hiring_subsidy, own);
}

static void subsidise(struct scenario *scenario, double share, double months)
{
    *subsidy_of(scenario) = (struct hiring_subsidy_params){.active = true,
                                                           .share = share,
                                                           .months = months,
                                                           .jobless_months = 4,
                                                           .least_months = 1,
                                                           .fixed_terms = true};
}

static void test_nothing_is_off(void **state)
{
    (void)state;
    struct scenario off = whole(), no_share = whole(), no_months = whole();
    subsidise(&no_share, 0, 12);
    subsidise(&no_months, 0.5, 0);
    uint64_t digest = digest_of(&off, 1);
    assert_int_equal(digest_of(&no_share, 1), digest);
    assert_int_equal(digest_of(&no_months, 1), digest);
    scenario_clear(&off);
    scenario_clear(&no_share);
    scenario_clear(&no_months);
}

static void test_a_reform_waits_for_its_day(void **state)
{
    (void)state;
    struct scenario off = whole(), reform = whole();
    int32_t day = off.run->start + 120;
    subsidise(&reform, 0.5, 12);
    subsidy_of(&reform)->active = false;
    change_at(&reform, day, "hiring_subsidy.active", "true");
    struct run without = {0}, with = {0};
    begin(&without, &off, 1);
    begin(&with, &reform, 1);
    live_until(&without, day, false);
    live_until(&with, day, false);
    assert_int_equal(run_digest(&with), run_digest(&without));
    live_until(&without, day + 70, false);
    live_until(&with, day + 70, true);
    assert_int_not_equal(run_digest(&with), run_digest(&without));
    run_clear(&without);
    run_clear(&with);
    scenario_clear(&off);
    scenario_clear(&reform);
}

/* ---- Whom it is paid for, counted again by hand --------------------------------------------------- */

/* What each person was before the day, and the subsidy of the main job as a second book would have it. */
struct book {
    int32_t jobless_since, until;
    int32_t start; /* of the subsidised job */
    uint8_t status;
};

static void note_evening(const struct world *w, struct book *book)
{
    for (size_t i = 0; i < w->people.table.rows; i++) {
        book[i].jobless_since = w->people.row[i].jobless_since;
        book[i].status = w->people.row[i].status;
    }
}

/* Whether the person's job began today on terms that the law pays for. */
static bool begins(const struct world *w, const struct book *book, size_t i, int32_t day)
{
    const struct job *job = &w->jobs.row[i];
    enum role role = status_role(w->people.row[i].status);
    bool counts = role == ROLE_CORE || (role == ROLE_FLEXIBLE && job->end - job->start >= 30);
    return status_employee(w->people.row[i].status) && job->start == day && counts &&
           book[i].status == STATUS_UNEMPLOYED && day - book[i].jobless_since >= 122;
}

static int64_t day_of(const struct world *w, size_t i, double share)
{
    const struct job *job = &w->jobs.row[i];
    double cost = job->pay * (1 + world_contract(w, job->contract)->contributions);
    return (int64_t)(share * (cost * job->hours / 7) + 0.5);
}

/* The second book of a day; returns how many jobs it pays for. */
static int64_t keep_book(const struct world *w, struct book *book, int32_t day, int64_t *outlay)
{
    int64_t jobs = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (begins(w, book, i, day)) {
            book[i].start = day;
            book[i].until = day + 61; /* two months */
        }
        bool there = status_employee(w->people.row[i].status) && w->jobs.row[i].start == book[i].start;
        if (there && day < book[i].until) {
            *outlay += day_of(w, i, 0.4);
            jobs++;
        }
    }
    return jobs;
}

static void test_books_agree(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    subsidise(&scenario, 0.4, 2);
    const struct world *w = begin(&run, &scenario, 2);
    struct book *book = calloc(w->people.table.rows, sizeof *book);
    int64_t outlay = 0, days = 0, ended = 0;
    while (run.day < run.sim.end_day) {
        int32_t day = run.day;
        note_evening(w, book);
        live_until(&run, day + 1, true);
        int64_t jobs = keep_book(w, book, day, &outlay);
        days += jobs;
        assert_int_equal(paid_in(w)->jobs.table.rows, jobs);
        assert_int_equal(paid_in(w)->account.outlay[0], outlay);
        ended = paid_in(w)->account.ended_days[0];
    }
    assert_true(days > 1000 && ended > 500);
    struct error error = {0};
    must(run_finish(&run, &error), &error);
    assert_int_equal(sum_all(&run, output(OWN_hiring_subsidy_paid)), outlay);
    assert_int_equal(sum_all(&run, output(OWN_hiring_subsidy_days)), days);
    free(book);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Fewer contracts count where fixed terms do not, and none does where nobody is long enough without a job. */
static void test_the_law_narrows(void **state)
{
    (void)state;
    int64_t hires[3], fixed[3];
    for (int k = 0; k < 3; k++) {
        struct scenario scenario = whole();
        struct run run = {0};
        subsidise(&scenario, 0.5, 12);
        subsidy_of(&scenario)->fixed_terms = k == 0;
        subsidy_of(&scenario)->jobless_months = k == 2 ? 480 : 4;
        live_through(&run, &scenario, 1, false);
        hires[k] = sum_all(&run, output(OWN_hiring_subsidy_hires));
        fixed[k] = hires[k] - sum_of(&run, output(OWN_hiring_subsidy_hires), ROW_CDI, ROW_CDI + 1);
        run_clear(&run);
        scenario_clear(&scenario);
    }
    assert_true(fixed[0] > 0 && hires[1] > 0);
    assert_int_equal(fixed[1], 0);
    assert_int_equal(hires[2], 0);
}

/* ---- One post of one firm ------------------------------------------------------------------------- */

/* Of two applicants to one open-ended post, one of whom is `better` in log points of skill and has just lost
 * a job, the other unemployed for a year: is the latter hired? */
static bool long_unemployed_hired(double share, double better)
{
    struct scenario scenario = plain();
    struct run run = {0};
    struct error error = {0};
    subsidise(&scenario, share, 24);
    values_of(&scenario)->matching.duration_penalty = 0;
    struct world *w = begin(&run, &scenario, 1);
    int32_t day = run.sim.first_day;
    must(table_resize(&w->vacancies.table, 1, &error), &error);
    w->vacancies.row[0] = (struct vacancy){.opened = day,
                                           .wage = 1100,
                                           .contract = ROW_CDI,
                                           .need = NEED_CORE,
                                           .channel = CHANNEL_OPEN,
                                           .hours = 35};
    w->employers.row[0].open_core++;
    size_t pair[2], found = 0;
    for (size_t i = 0; found < 2; i++) {
        if (w->people.row[i].status == STATUS_UNEMPLOYED) {
            pair[found++] = i;
            w->people.row[i].birth_day = day - 30 * 366;
            w->people.row[i].work_days = 1000;
            w->people.row[i].jobless_since = w->people.row[i].detached_since = day;
        }
    }
    w->people.row[pair[0]].jobless_since = day - 366;
    must(mailbox_open(&w->applications, 1, &error), &error);
    const struct span span = {.end = 1};
    for (size_t k = 0; k < 2; k++) {
        double skill = k == 1 ? better : 0, aid = matching_aid(w, pair[k], 0, day);
        if (matching_pays(w, 0, skill, 1500, aid)) {
            struct application *application = mailbox_post(&w->applications, &span, 0);
            *application = (struct application){
                (uint32_t)pair[k], matching_score(w, pair[k], 0, day, skill, 0, aid), 1500, 1500};
        }
    }
    must(mailbox_close(&w->applications, &error), &error);
    must(mailbox_sort(&w->applications, 1, &error), &error);
    must(matching_act(w, day, &error), &error);
    bool hired = status_employee(w->people.row[pair[0]].status);
    run_clear(&run);
    scenario_clear(&scenario);
    return hired;
}

/* Costs of 24 of 96 months at a share s are lower by s / 4: that outweighs up to - log(1 - s / 4) of skill.
 */
static void test_one_post(void **state)
{
    (void)state;
    static const double better[] = {0.001, 0.05, 0.1, 0.15, 0.2, 0.25};
    int before = 0;
    assert_false(long_unemployed_hired(0, better[0]));
    for (int tenth = 1; tenth <= 9; tenth++) {
        int hired = 0;
        for (size_t k = 0; k < sizeof better / sizeof better[0]; k++) {
            double relief = 0.1 * tenth * (24 * DAYS_PER_MONTH + 0.5) / (8 * DAYS_PER_YEAR);
            bool expected = better[k] < -__builtin_log(1 - relief);
            assert_int_equal(long_unemployed_hired(0.1 * tenth, better[k]), expected);
            hired += expected;
        }
        assert_true(hired >= before);
        before = hired;
    }
    assert_true(before >= 4);
}

/* ---- A market ------------------------------------------------------------------------------------- */

struct tally {
    int64_t subsidised, hires, employed, outlay;
};

/* Two years in which demand is certain, so that a hire takes the place of another. */
static struct tally market(double share)
{
    struct scenario scenario = uniform(6000, 0.6);
    struct run run = {0};
    struct tally tally;
    age_of(&scenario, 0)->unemployed = 0.2;
    values_of(&scenario)->firms.jobs = 0.8 * 6000;
    values_of(&scenario)->wages.ability_spread = 0.25;
    values_of(&scenario)->matching.duration_penalty = 0.5;
    scenario.run->end = scenario.run->start + 731;
    subsidise(&scenario, share, 24);
    live_through(&run, &scenario, 1, false);
    tally.subsidised = sum_all(&run, output(OWN_hiring_subsidy_hires));
    tally.outlay = sum_all(&run, output(OWN_hiring_subsidy_paid));
    tally.hires = hires_on(&run, ROW_CDI) + hires_on(&run, ROW_CDD);
    tally.employed = stock_sum(&run, STATUS_CDI) + stock_sum(&run, STATUS_CDD);
    run_clear(&run);
    scenario_clear(&scenario);
    return tally;
}

/* A share so small that no ranking changes shows who would be hired anyway. */
static void test_displacement(void **state)
{
    (void)state;
    struct tally none = market(1e-12), half = market(0.5), most = market(1);
    print_message("long unemployed hired: %lld, %lld, %lld of %lld, %lld, %lld\n", (long long)none.subsidised,
                  (long long)half.subsidised, (long long)most.subsidised, (long long)none.hires,
                  (long long)half.hires, (long long)most.hires);
    assert_int_equal(none.outlay, 0);
    assert_true(none.subsidised < half.subsidised && half.subsidised < most.subsidised);
    int64_t more = most.subsidised - none.subsidised;
    int64_t fewer = (none.hires - none.subsidised) - (most.hires - most.subsidised);
    assert_true(more > 50);
    assert_true(fewer > more / 2); /* most of the others' places */
    assert_float_equal((double)most.employed / (double)none.employed, 1, 0.01);
}

static void test_threads(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    subsidise(&scenario, 0.5, 12);
    uint64_t one = digest_of(&scenario, 1);
    assert_int_equal(digest_of(&scenario, 3), one);
    scenario_clear(&scenario);
}

/* The audit sees a day that was not paid for, a job that has ended, and a cent that is missing. */
static void test_audit(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct error error = {0};
    subsidise(&scenario, 0.5, 12);
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 150, true);
    struct hiring_subsidy *books = part_state(w, &part_hiring_subsidy);
    assert_true(books->jobs.table.rows > 0);
    must(run_audit(&run, &error), &error);
    books->jobs.row[0].days--;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->jobs.row[0].days++;
    books->jobs.row[0].start--;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->jobs.row[0].start++;
    books->jobs.row[0].jobless = 1;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->jobs.row[0].jobless = 200;
    books->account.outlay[0]++;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->account.outlay[0]--;
    must(run_audit(&run, &error), &error);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_off), cmocka_unit_test(test_a_reform_waits_for_its_day),
        cmocka_unit_test(test_books_agree),    cmocka_unit_test(test_the_law_narrows),
        cmocka_unit_test(test_one_post),       cmocka_unit_test(test_displacement),
        cmocka_unit_test(test_threads),        cmocka_unit_test(test_audit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
