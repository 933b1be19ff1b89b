/* Short tasks, alone: how many appear, how long they last, who is called, and that nobody waits for ever. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/firms/tasks.h"
#include "tests/labour_market/small_territory.h"

static struct scenario with_tasks(double a_year)
{
    struct scenario scenario = plain();
    sector_of(&scenario, 0)->tasks = sector_of(&scenario, 1)->tasks = a_year;
    return scenario;
}

static int64_t staff_on_tasks(const struct run *run)
{
    size_t first = (size_t)NEED_TASK * 2;
    return sum_of(run, OUTPUT_staff_by_sector, first, first + 2);
}

static int64_t called_back(const struct run *run)
{
    int64_t sum = 0;
    for (size_t c = 0; c < ((const struct world *)run->world)->contract_count; c++) {
        size_t cell = c * CHANNEL_COUNT + CHANNEL_CALL_BACK;
        sum += sum_of(run, OUTPUT_hires_by_channel, cell, cell + 1);
    }
    return sum;
}

static void test_rate_zero(void **state)
{
    (void)state;
    struct scenario scenario = with_tasks(0);
    struct run run = {0};
    values_of(&scenario)->tasks.call_back = 1;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    for (size_t f = 0; f < world_firms(w); f++) {
        assert_int_equal(w->employers.next_task[f], NEVER);
    }
    assert_int_equal(staff_on_tasks(&run), 0);
    assert_int_equal(called_back(&run), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Days on which arrivals are counted, with nothing but arrivals and plans. */
struct arrivals {
    double expected, count, squares, days;
};

/* `per_day` arrivals expected at each firm; each plans every `plan_days`. */
static struct arrivals count_arrivals(double per_day, int32_t plan_days)
{
    struct scenario scenario = with_tasks(1);
    struct run run = {0};
    struct error error = {0};
    struct arrivals arrivals = {0};
    struct world *w = begin(&run, &scenario, 1);
    const int32_t first = run.sim.first_day, days = 1000;
    for (size_t f = 0; f < world_firms(w); f++) {
        w->employers.row[f].core = 10;
        w->employers.row[f].peak = 0;
        w->employers.row[f].tasks = (float)(per_day * 365.25 / 10);
        w->employers.next_task[f] = NEVER;
        tasks_schedule(w, f, first);
    }
    for (int32_t day = first; day < first + days; day++) {
        for (size_t f = 0; f < world_firms(w); f++) {
            if ((day + (int32_t)f) % plan_days == 0) {
                tasks_schedule(w, f, day);
            }
        }
        int32_t before = w->employers.row[0].open_task;
        must(tasks_appear(w, day, &error), &error);
        double here = w->employers.row[0].open_task - before;
        arrivals.count += (double)w->postings.count;
        arrivals.squares += (here - per_day) * (here - per_day);
    }
    arrivals.days = days;
    arrivals.expected = per_day * days * (double)world_firms(w);
    run_clear(&run);
    scenario_clear(&scenario);
    return arrivals;
}

/* The number is Poisson with the mean asked for, whether tasks are rare or several a day and however often
 * firms plan. Five sigma each for mean and variance: false alarm 6e-7. */
static void test_arrivals_are_poisson(void **state)
{
    (void)state;
    static const double rates[] = {0.002, 0.05, 2.5};
    static const int32_t plans[] = {1, 7, 100000};
    for (int r = 0; r < 3; r++) {
        for (int p = 0; p < 3; p++) {
            struct arrivals a = count_arrivals(rates[r], plans[p]);
            if (fabs(a.count - a.expected) > 5 * sqrt(a.expected)) {
                fail_msg("%g a day, plans every %d days: %.0f arrivals, expected %.0f +- %.0f", rates[r],
                         plans[p], a.count, a.expected, sqrt(a.expected));
            }
            double variance = a.squares / a.days;
            double spread = sqrt((rates[r] + 2 * rates[r] * rates[r]) / a.days);
            assert_float_equal(variance, rates[r], 5 * spread);
        }
    }
}

/* The mean over firms is the sector's, however unequal they are. Five sigma. */
static void test_concentration(void **state)
{
    (void)state;
    for (int concentrated = 0; concentrated < 2; concentrated++) {
        struct scenario scenario = with_tasks(2);
        struct run run = {0};
        values_of(&scenario)->tasks.concentration = concentrated;
        ((struct zone *)values_of(&scenario)->zones.rows)[0].population = 10000;
        values_of(&scenario)->firms.jobs = 20000;
        const struct world *w = begin(&run, &scenario, 1);
        double sum = 0, count = (double)world_firms(w);
        for (size_t f = 0; f < world_firms(w); f++) {
            sum += w->employers.row[f].tasks * world_sector(w, w->employers.row[f].sector)->tasks;
        }
        assert_float_equal(sum / count, 2, concentrated ? 5 * 2 * sqrt(exp(1) - 1) / sqrt(count) : 1e-6);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

struct lengths {
    int64_t count, one_day;
    int32_t shortest, longest;
    double sum;
};

/* Of the tasks that appear in half a year while nobody takes them. */
static struct lengths lengths_of(struct scenario *scenario)
{
    struct run run = {0};
    struct lengths lengths = {.shortest = INT32_MAX};
    values_of(scenario)->search.looks = 0;
    values_of(scenario)->tasks.call_back = 0;
    const struct world *w = begin(&run, scenario, 1);
    while (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, true);
        for (size_t v = 0; v < w->vacancies.table.rows; v++) {
            if (w->vacancies.row[v].need == NEED_TASK && w->vacancies.row[v].opened == run.day - 1) {
                int32_t length = w->vacancies.row[v].length;
                lengths.count++;
                lengths.one_day += length == 1;
                lengths.shortest = length < lengths.shortest ? length : lengths.shortest;
                lengths.longest = length > lengths.longest ? length : lengths.longest;
                lengths.sum += length;
            }
        }
    }
    run_clear(&run);
    scenario_clear(scenario);
    return lengths;
}

static void test_lengths(void **state)
{
    (void)state;
    struct scenario scenario = with_tasks(10);
    values_of(&scenario)->tasks.one_day = 1;
    struct lengths short_ones = lengths_of(&scenario);
    assert_true(short_ones.count > 1000 && short_ones.longest == 1);

    scenario = with_tasks(10);
    values_of(&scenario)->tasks.one_day = 0;
    values_of(&scenario)->tasks.longest_days = 365;
    struct lengths others = lengths_of(&scenario);
    double count = (double)others.count;
    assert_int_equal(others.shortest, 2);
    /* a day and an exponential time of mean 8 rounded up to days: 1 + 1 / (1 - exp(-1/8)); 5 sigma */
    assert_float_equal(others.sum / count, 1 + 1 / (1 - exp(-0.125)), 5 * 8 / sqrt(count));

    scenario = with_tasks(10);
    values_of(&scenario)->tasks.one_day = 0.45;
    values_of(&scenario)->tasks.longest_days = 5;
    struct lengths mixed = lengths_of(&scenario);
    count = (double)mixed.count;
    assert_int_equal(mixed.longest, 5);
    assert_float_equal((double)mixed.one_day / count, 0.45, 5 * 0.5 / sqrt(count));
}

/* Hires for tasks that last a day are of the class of one day, whatever the contract. */
static void test_one_day_hires(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->tasks.one_day = 1;
    live_with_spells(&run, &scenario, 1, &spells);
    int64_t count = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        if (spell->need == NEED_TASK) {
            assert_int_equal(spell->planned_end - spell->start, 1);
            assert_true(spell->status == STATUS_CDD || spell->status == STATUS_INTERIM);
            count++;
        }
    }
    assert_true(count > 100);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A task that nobody takes is open for wait_days days and no more. */
static void test_tasks_lapse(void **state)
{
    (void)state;
    for (int32_t wait = 1; wait <= 4; wait += 3) {
        struct scenario scenario = with_tasks(10);
        struct run run = {0};
        int64_t last_day = 0;
        values_of(&scenario)->search.looks = 0;
        values_of(&scenario)->tasks.call_back = 0;
        values_of(&scenario)->tasks.wait_days = wait;
        const struct world *w = begin(&run, &scenario, 1);
        while (run.day < run.sim.end_day) {
            live_until(&run, run.day + 1, true);
            for (size_t v = 0; v < w->vacancies.table.rows; v++) {
                if (w->vacancies.row[v].need == NEED_TASK) {
                    int32_t age = run.day - 1 - w->vacancies.row[v].opened;
                    assert_true(age < wait);
                    last_day += age == wait - 1;
                }
            }
        }
        assert_true(last_day > 100);
        assert_int_equal(sum_all(&run, OUTPUT_hires), 0);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* Share of hires through call-back; with `audited` all must hold on every day. */
static double called_share(double call_back)
{
    struct scenario scenario = with_tasks(5);
    struct run run = {0};
    values_of(&scenario)->tasks.call_back = call_back;
    scenario.run->end = scenario.run->start + 400;
    live_through(&run, &scenario, 1, true);
    double share = (double)called_back(&run) / (double)sum_all(&run, OUTPUT_hires);
    assert_true(staff_on_tasks(&run) > 10);
    run_clear(&run);
    scenario_clear(&scenario);
    return share;
}

static void test_call_back(void **state)
{
    (void)state;
    double none = called_share(0), half = called_share(0.5), every = called_share(1);
    assert_float_equal(none, 0, 0);
    assert_true(half > 0.1);
    assert_true(every > half + 0.05);
}

/* Nobody looks at vacancies: known people alone are hired. And a firm knows only those who have worked there
 * on a fixed term. */
static void test_only_known_people(void **state)
{
    (void)state;
    struct scenario scenario = with_tasks(5);
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->search.looks = 0;
    values_of(&scenario)->tasks.call_back = 1;
    scenario.run->end = scenario.run->start + 400;
    live_with_spells(&run, &scenario, 1, &spells);
    assert_true(called_back(&run) > 50);
    assert_int_equal(called_back(&run), sum_all(&run, OUTPUT_hires));
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        bool known = spell->channel != CHANNEL_CALL_BACK || !spell->new_job;
        for (size_t before = 0; before < k && !known; before++) {
            known = spells.rows[before].person == spell->person && spells.rows[before].firm == spell->firm &&
                    spells.rows[before].reason == REASON_TERM;
        }
        assert_true(known);
    }
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Posts above the core are offered to known people first, as often as is asked for. */
static void test_call_back_for_peaks(void **state)
{
    (void)state;
    for (int chance = 0; chance <= 1; chance++) {
        struct scenario scenario = plain();
        struct run run = {0};
        struct spells spells = {0};
        int64_t called = 0;
        values_of(&scenario)->staffing.call_back = chance;
        scenario.run->end = scenario.run->start + 400;
        live_with_spells(&run, &scenario, 1, &spells);
        for (size_t k = 0; k < spells.count; k++) {
            called += spells.rows[k].channel == CHANNEL_CALL_BACK && spells.rows[k].need == NEED_PEAK;
        }
        assert_int_equal(called > 10, chance);
        assert_int_equal(called > 0, chance);
        spells_clear(&spells);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rate_zero),           cmocka_unit_test(test_arrivals_are_poisson),
        cmocka_unit_test(test_concentration),       cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_one_day_hires),       cmocka_unit_test(test_tasks_lapse),
        cmocka_unit_test(test_call_back),           cmocka_unit_test(test_only_known_people),
        cmocka_unit_test(test_call_back_for_peaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
