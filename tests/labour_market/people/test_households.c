/* Households: formed as asked on the first day and kept so, consistent every day, and without effect on the
 * market. The territory is that of scenarios/mulhouse.cfg with fewer people. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/labour_market.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/world.h"
#include "sim/io/scenario_file.h"
#include "sim/run.h"
#include "tests/labour_market/small_territory.h"

static struct household_params *households(struct scenario *scenario)
{
    return &values_of(scenario)->households;
}

/* Six zones of `residents` each, for so many days without a burn-in. */
static struct scenario territory(int64_t residents, int32_t days)
{
    static const struct model *const models[] = {&labour_market};
    struct scenario scenario = {0};
    struct error error = {0};
    must(scenario_read(&scenario, SCENARIOS "/mulhouse.cfg", models, 1, NULL, 0, &error), &error);
    struct parameters *p = values_of(&scenario);
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population = residents;
    }
    p->firms.jobs = 0.5 * (double)residents * (double)p->zones.count;
    scenario.run->burn_in_days = 0;
    scenario.run->end = scenario.run->start + days;
    return scenario;
}

static void audit_households(const struct run *run)
{
    const struct world *w = run->world;
    struct error error = {0};
    for (size_t i = 0; i < w->people.table.rows; i++) {
        must(household_audit(w, i, &error), &error);
    }
}

static void live_to(struct run *run, int32_t day, bool audited)
{
    struct error error = {0};
    while (run->day < day) {
        must(run_step(run, &error), &error);
        if (audited) {
            audit_households(run);
        }
    }
}

/* People who live in a couple, and people, by sex and whole years of age. */
struct census {
    int64_t people[2][HIGHEST_AGE], coupled[2][HIGHEST_AGE];
};

static struct census census_of(const struct run *run)
{
    struct census census = {0};
    const struct world *w = run->world;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        size_t age = LOWEST_AGE + household_age(w, i, run->day);
        size_t sex = w->people.row[i].female;
        census.people[sex][age]++;
        census.coupled[sex][age] += w->people.partner[i] != NOBODY;
    }
    return census;
}

static void check_share(const struct census *census, const struct world *w, int from, int to, double most)
{
    double asked = 0, people = 0, coupled = 0;
    for (int age = from; age < to; age++) {
        asked += w->home.living[age - LOWEST_AGE] * (double)census->people[1][age];
        people += (double)census->people[1][age];
        coupled += (double)census->coupled[1][age];
    }
    if (fabs(coupled - asked) > most * people) {
        fail_msg("women of %d to %d: %.3f live in a couple, asked %.3f", from, to - 1, coupled / people,
                 asked / people);
    }
}

/* ---- The first day ----------------------------------------------------------------------------------- */

/* Every woman draws by herself, so that couples of an age follow a binomial law: within 5 sigma. */
static void test_couples_of_the_first_day(void **state)
{
    (void)state;
    struct scenario scenario = territory(20000, 1);
    struct run run = {0};
    begin(&run, &scenario, 1);
    audit_households(&run);
    const struct world *w = run.world;
    struct census census = census_of(&run);
    for (int age = LOWEST_AGE; age < HIGHEST_AGE; age++) {
        double share = w->home.living[age - LOWEST_AGE];
        double people = (double)census.people[1][age];
        check_share(&census, w, age, age + 1, 5 * sqrt(share * (1 - share) / people));
    }
    assert_true(w->home.living[40 - LOWEST_AGE] > 0.69);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Where there are enough men of each age, the gap has the law that was asked for. At the ends it cannot. */
static void test_gap_of_the_first_day(void **state)
{
    (void)state;
    struct scenario scenario = territory(20000, 1);
    struct run run = {0};
    households(&scenario)->couples = 0.4;
    begin(&run, &scenario, 1);
    const struct world *w = run.world;
    double sum = 0, squares = 0, count = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        uint32_t partner = w->people.partner[i];
        size_t age = LOWEST_AGE + household_age(w, i, run.day);
        if (w->people.row[i].female && partner < w->people.table.rows && age >= 35 && age < 55) {
            double gap = (w->people.row[i].birth_day - w->people.row[partner].birth_day) / 365.25;
            sum += gap;
            squares += gap * gap;
            count++;
        }
    }
    double mean = sum / count;
    assert_float_equal(mean, 2.5, 5 * 4 / sqrt(count) + 0.05); /* men are found to the month */
    assert_float_equal(sqrt(squares / count - mean * mean), 4, 5 * 4 / sqrt(2 * count) + 0.05);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_nobody(void **state)
{
    (void)state;
    struct scenario scenario = territory(500, 400);
    struct run run = {0};
    households(&scenario)->couples = 0;
    households(&scenario)->births = 0;
    begin(&run, &scenario, 1);
    live_to(&run, run.sim.end_day, false);
    const struct world *w = run.world;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        assert_int_equal(w->people.partner[i], NOBODY);
        assert_int_equal(w->people.children[i], 0);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- Limits ------------------------------------------------------------------------------------------ */

/* Households as they were. */
enum { RESIDENTS = 1000, ROWS_MOST = 6 * RESIDENTS };
static struct {
    uint32_t partner[ROWS_MOST];
    uint16_t children[ROWS_MOST];
    uint8_t generation[ROWS_MOST];
} before;

static void remember(const struct people *people)
{
    assert_int_equal(people->table.rows, ROWS_MOST);
    memcpy(before.partner, people->partner, sizeof before.partner);
    memcpy(before.children, people->children, sizeof before.children);
    for (size_t i = 0; i < ROWS_MOST; i++) {
        before.generation[i] = people->row[i].generation;
    }
}

/* With all rates at 0 couples end by departures alone, and children do nothing but grow up. */
static void test_nothing_happens(void **state)
{
    (void)state;
    struct scenario scenario = territory(RESIDENTS, 400);
    struct run run = {0};
    households(&scenario)->forming = 0;
    households(&scenario)->separation = 0;
    households(&scenario)->births = 0;
    begin(&run, &scenario, 1);
    const struct people *people = &((const struct world *)run.world)->people;
    int64_t widowed = 0, grown = 0;
    for (size_t i = 0; i < ROWS_MOST; i++) {
        people->children[i] = 0;
        if (people->partner[i] < i) { /* births being 0, two children are put there, of 3 and of 14 years */
            people->children[i] = 1U << 3 | 1U << 14;
            people->children[people->partner[i]] = 1U << 3 | 1U << 14;
        }
    }
    while (run.day < run.sim.end_day) {
        remember(people);
        live_to(&run, run.day + 1, true);
        for (size_t i = 0; i < ROWS_MOST; i++) {
            if (people->row[i].generation != before.generation[i]) {
                assert_int_equal(people->partner[i], NOBODY);
                assert_int_equal(people->children[i], 0);
                continue;
            }
            if (people->partner[i] != before.partner[i]) {
                assert_int_not_equal(people->row[before.partner[i]].generation,
                                     before.generation[before.partner[i]]);
                widowed++;
            }
            unsigned older = (unsigned)before.children[i] << 1 & CHILDREN_ALL;
            assert_true(people->children[i] == before.children[i] || people->children[i] == older);
            grown += people->children[i] != before.children[i];
        }
    }
    assert_true(widowed > 20);
    assert_true(grown > 1000);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* All couples part within the year in which none form, and their children stay with the parent who is asked
 * for. */
static void check_all_part(double with_father)
{
    struct scenario scenario = territory(RESIDENTS, 366);
    struct run run = {0};
    households(&scenario)->forming = 0;
    households(&scenario)->separation = 1000;
    households(&scenario)->births_alone = 0;
    households(&scenario)->with_father = with_father;
    begin(&run, &scenario, 1);
    const struct people *people = &((const struct world *)run.world)->people;
    remember(people);
    live_to(&run, run.sim.end_day, true);
    int64_t parted = 0;
    for (size_t i = 0; i < ROWS_MOST; i++) {
        bool left_alone = people->partner[i] == PARTNER_OUTSIDE && !people->row[i].female; /* she turned 75 */
        assert_true(people->partner[i] == NOBODY || left_alone);
        bool both = before.partner[i] < ROWS_MOST && people->row[i].generation == 0 &&
                    people->row[before.partner[i]].generation == 0;
        if (both && (before.children[i] & 0xfff) != 0) {
            assert_int_equal(people->children[i] != 0,
                             people->row[i].female ? with_father < 1 : with_father > 0);
            parted++;
        }
    }
    assert_true(parted > 500);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_all_part(void **state)
{
    (void)state;
    check_all_part(0);
    check_all_part(1);
}

/* ---- Laws -------------------------------------------------------------------------------------------- */

/* The children born within a year are as many as the rates say: a sum of single chances, so within 5 sigma
 * of a Poisson law. */
static void test_births(void **state)
{
    (void)state;
    struct scenario scenario = territory(10000, 366);
    struct run run = {0};
    begin(&run, &scenario, 1);
    const struct world *w = run.world;
    double expected = 0, born = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        size_t age = household_age(w, i, run.day);
        if (w->people.row[i].female) {
            expected += w->people.partner[i] != NOBODY ? w->home.birth_couple[age] : w->home.birth_alone[age];
        }
    }
    live_to(&run, run.sim.end_day, false);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        bool counted = w->people.row[i].female || w->people.partner[i] >= w->people.table.rows;
        born += counted && (w->people.children[i] & 1U);
    }
    /* Who had a child and then left took it along; who turned a year older had another rate for a part of it.
     */
    assert_float_equal(born, expected, 5 * sqrt(expected) + 0.02 * expected);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Twenty years later as many women of an age live in a couple as on the first day: the rates at which couples
 * form make up for separations, widowhood and those who move in. The tolerance is 5 sigma of a group of 1500
 * women, about 0.06. */
static void test_shares_are_stationary(void **state)
{
    (void)state;
    struct scenario scenario = territory(3000, 20 * 365);
    struct run run = {0};
    begin(&run, &scenario, 2);
    for (int year = 0; year <= 20; year += 5) {
        live_to(&run, run.sim.start_day + 365 * year, false);
        audit_households(&run);
        struct census census = census_of(&run);
        check_share(&census, run.world, 15, 20, 0.06);
        check_share(&census, run.world, 20, 25, 0.08);
        check_share(&census, run.world, 25, 40, 0.06);
        check_share(&census, run.world, 40, 55, 0.06);
        check_share(&census, run.world, 55, 70, 0.06);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- One household ----------------------------------------------------------------------------------- */

/* The first couple of two who have no job, from `from` on; both rows. */
static size_t couple_out_of_work(const struct world *w, size_t from)
{
    const struct people *people = &w->people;
    for (size_t i = from; i < people->table.rows; i++) {
        uint32_t partner = people->partner[i];
        if (partner < people->table.rows && partner > i && people->row[i].status == STATUS_RETIRED &&
            people->row[partner].status == STATUS_RETIRED) {
            return i;
        }
    }
    fail_msg("no couple is retired");
    return 0;
}

static void let_leave(struct world *w, size_t i, int32_t day)
{
    w->people.row[i].leave_day = day;
    w->people.row[i].event_day = day;
    w->people.row[i].event = EVENT_LEAVE;
    w->people.due[i] = day;
}

/* One leaves and the other stays with the children; one turns 75 and lives on with the other; both leave on
 * one day, and those who have their rows now know nothing of each other. */
static void test_leaving(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct scenario scenario = territory(500, 40);
        struct run run = {0};
        begin(&run, &scenario, threads);
        live_to(&run, run.sim.start_day + 3, false);
        struct world *w = run.world;
        const struct people *people = &w->people;
        size_t one = couple_out_of_work(w, 0), stays = people->partner[one];
        size_t old = couple_out_of_work(w, one + 1), with = people->partner[old];
        size_t both = couple_out_of_work(w, old + 1), other = people->partner[both];
        people->children[one] = people->children[stays] = 1U << 5;
        people->row[old].birth_day = run.day - 75 * 366;
        people->row[both].birth_day = people->row[other].birth_day = run.day - 75 * 366;
        let_leave(w, one, run.day);
        let_leave(w, old, run.day);
        let_leave(w, both, run.day);
        let_leave(w, other, run.day);
        live_to(&run, run.day + 1, true);
        assert_int_equal(people->row[one].generation, 1);
        assert_int_equal(people->partner[one], NOBODY);
        assert_int_equal(people->children[one], 0);
        assert_int_equal(people->partner[stays], NOBODY);
        assert_int_equal(people->children[stays], 1U << 5);
        assert_int_equal(people->partner[old], NOBODY);
        assert_int_equal(people->partner[with], PARTNER_OUTSIDE);
        assert_int_equal(people->partner[both], NOBODY);
        assert_int_equal(people->partner[other], NOBODY);
        assert_int_equal(people->row[other].generation, 1);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* What the audit is there for. */
static void test_audit(void **state)
{
    (void)state;
    struct scenario scenario = territory(500, 1);
    struct run run = {0};
    begin(&run, &scenario, 1);
    const struct world *w = run.world;
    const struct people *people = &w->people;
    struct error error = {0};
    size_t one = couple_out_of_work(w, 0), other = people->partner[one];
    size_t third = couple_out_of_work(w, one + 1);
    assert_int_equal(household_audit(w, one, &error), STATUS_OK);
    people->partner[other] = NOBODY;
    assert_int_equal(household_audit(w, one, &error), STATUS_FAILED);
    people->partner[other] = (uint32_t)third;
    assert_int_equal(household_audit(w, one, &error), STATUS_FAILED);
    people->partner[other] = (uint32_t)one;
    people->partner[one] = (uint32_t)people->table.rows;
    assert_int_equal(household_audit(w, one, &error), STATUS_FAILED);
    people->partner[one] = (uint32_t)other;
    people->children[one]++;
    assert_int_equal(household_audit(w, one, &error), STATUS_FAILED);
    people->children[one]--;
    people->row[other].zone++;
    assert_int_equal(household_audit(w, one, &error), STATUS_FAILED);
    people->row[other].zone--;
    people->row[other].female = people->row[one].female;
    assert_int_equal(household_audit(w, one, &error), STATUS_FAILED);
    people->row[other].female = !people->row[one].female;
    assert_int_equal(household_audit(w, one, &error), STATUS_OK);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_scale(void **state)
{
    (void)state;
    static const struct {
        uint32_t partner;
        uint16_t children;
        int32_t size;
        double scale;
        enum household type;
    } cases[] = {{NOBODY, 0, 1, 1.0, HOUSEHOLD_SINGLE},
                 {PARTNER_OUTSIDE, 0, 2, 1.5, HOUSEHOLD_COUPLE},
                 {NOBODY, 1, 2, 1.3, HOUSEHOLD_LONE_PARENT},
                 {NOBODY, 1U << 13, 2, 1.3, HOUSEHOLD_LONE_PARENT},
                 {NOBODY, 1U << 14, 2, 1.5, HOUSEHOLD_LONE_PARENT},
                 {1, 1U << 2 | 1U << 4, 4, 2.1, HOUSEHOLD_FAMILY},
                 {1, CHILDREN_ALL, 17, 6.2, HOUSEHOLD_FAMILY}};
    struct scenario scenario = territory(10, 1);
    struct run run = {0};
    begin(&run, &scenario, 1);
    const struct world *w = run.world;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        w->people.partner[0] = cases[c].partner;
        w->people.children[0] = cases[c].children;
        assert_int_equal(household_size(w, 0), cases[c].size);
        assert_float_equal(household_scale(w, 0), cases[c].scale, 1e-12);
        assert_int_equal(household_type(w, 0), cases[c].type);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Half of the singles of the asked age live at their parents' home, nearly all of the youngest, none of the
 * old; and a person goes from there once and for all while single. */
static void test_home(void **state)
{
    (void)state;
    struct scenario scenario = territory(5000, 1);
    struct run run = {0};
    households(&scenario)->couples = 0;
    households(&scenario)->births = 0;
    begin(&run, &scenario, 1);
    const struct world *w = run.world;
    double people[3] = {0}, home[3] = {0};
    for (size_t i = 0; i < w->people.table.rows; i++) {
        size_t age = LOWEST_AGE + household_age(w, i, run.day);
        int class = age < 18 ? 0 : age >= 24 && age < 26 ? 1 : age >= 45 ? 2 : -1;
        if (class >= 0) {
            people[class]++;
            home[class] += household_living(w, i, run.day) == LIVING_PARENTS;
        }
        bool left = false;
        for (int32_t day = run.day; day < run.day + 30 * 365; day += 91) {
            bool there = household_living(w, i, day) == LIVING_PARENTS;
            assert_false(left && there);
            left = !there;
        }
    }
    assert_true(home[0] > 0.93 * people[0]);
    assert_float_equal(home[1] / people[1], 0.5, 5 * 0.5 / sqrt(people[1]));
    assert_true(home[2] <= 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- The promises of every process ------------------------------------------------------------------- */

static void test_threads(void **state)
{
    (void)state;
    uint64_t digest[4] = {0};
    for (int threads = 1; threads <= 3; threads++) {
        struct scenario scenario = territory(1500, 200);
        struct run run = {0};
        households(&scenario)->separation = 0.5;
        households(&scenario)->forming = 3;
        begin(&run, &scenario, threads);
        live_to(&run, run.sim.end_day, threads == 3);
        digest[threads] = run_digest(&run);
        run_clear(&run);
        scenario_clear(&scenario);
    }
    assert_true(digest[1] == digest[2] && digest[1] == digest[3]);
}

static void test_resume(void **state)
{
    (void)state;
    struct scenario scenario = territory(500, 150);
    struct run whole = {0}, resumed = {0};
    struct error error = {0};
    begin(&whole, &scenario, 1);
    live_to(&whole, whole.sim.start_day + 70, false);
    must(run_fork(&resumed, &whole, NULL, 2, (struct panel_sink){0}, &error), &error);
    live_to(&whole, whole.sim.end_day, false);
    live_to(&resumed, resumed.sim.end_day, false);
    assert_true(run_digest(&whole) == run_digest(&resumed));
    run_clear(&whole);
    run_clear(&resumed);
    scenario_clear(&scenario);
}

static void mothers_as_others(struct scenario *scenario)
{
    struct parameters *p = values_of(scenario);
    p->hours.mothers = p->hours.women;
}

/* All other outputs are the same with and without households, when mothers want the hours that others want.
 */
static void test_no_effect_on_the_market(void **state)
{
    (void)state;
    struct scenario with = territory(1000, 200), without = territory(1000, 200);
    struct run runs[2] = {0};
    households(&without)->couples = 0;
    households(&without)->births = 0;
    mothers_as_others(&with);
    mothers_as_others(&without);
    begin(&runs[0], &with, 1);
    begin(&runs[1], &without, 1);
    live_to(&runs[0], runs[0].sim.end_day, false);
    live_to(&runs[1], runs[1].sim.end_day, false);
    const struct outputs *left = &runs[0].sim.outputs, *right = &runs[1].sim.outputs;
    for (size_t id = 0; id < left->count; id++) {
        size_t bytes = left->period_count[left->declared[id].axis] * left->cells[id] * sizeof(int64_t);
        bool own = id == OUTPUT_households || id == OUTPUT_stock_by_living;
        bool same = bytes == 0 || memcmp(left->records[id], right->records[id], bytes) == 0;
        if (own == same) {
            fail_msg("%s: %s", left->declared[id].name, same ? "no household is counted" : "has changed");
        }
    }
    run_clear(&runs[0]);
    run_clear(&runs[1]);
    scenario_clear(&with);
    scenario_clear(&without);
}

/* Persons by whom they live with are all residents, and households what these persons make. */
static void test_counts(void **state)
{
    (void)state;
    struct scenario scenario = territory(1000, 59);
    struct run run = {0};
    begin(&run, &scenario, 2);
    live_to(&run, run.sim.end_day, false);
    const struct world *w = run.world;
    const struct outputs *outputs = &run.sim.outputs;
    const int64_t *types = outputs_record(outputs, OUTPUT_households, 0);
    const int64_t *living = outputs_record(outputs, OUTPUT_stock_by_living, 0);
    int64_t persons = 0, by_type[LIVING_COUNT] = {0};
    for (size_t cell = 0; cell < outputs->cells[OUTPUT_stock_by_living]; cell++) {
        persons += living[cell];
        by_type[cell % LIVING_COUNT] += living[cell];
    }
    assert_int_equal(persons, w->people.table.rows);
    assert_int_equal(types[HOUSEHOLD_SINGLE], by_type[HOUSEHOLD_SINGLE]);
    assert_int_equal(types[HOUSEHOLD_LONE_PARENT], by_type[HOUSEHOLD_LONE_PARENT]);
    assert_in_range(types[HOUSEHOLD_COUPLE], (by_type[HOUSEHOLD_COUPLE] + 1) / 2, by_type[HOUSEHOLD_COUPLE]);
    assert_in_range(types[HOUSEHOLD_FAMILY], by_type[HOUSEHOLD_FAMILY] / 2, by_type[HOUSEHOLD_FAMILY]);
    assert_true(by_type[LIVING_PARENTS] > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct scenario scenario = territory(60, 40);
    assert_true(allocations_of_days(&scenario, 2) > 50);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_couples_of_the_first_day),
        cmocka_unit_test(test_gap_of_the_first_day),
        cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_nothing_happens),
        cmocka_unit_test(test_all_part),
        cmocka_unit_test(test_births),
        cmocka_unit_test(test_shares_are_stationary),
        cmocka_unit_test(test_leaving),
        cmocka_unit_test(test_audit),
        cmocka_unit_test(test_scale),
        cmocka_unit_test(test_home),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_resume),
        cmocka_unit_test(test_no_effect_on_the_market),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
