/* Employers' groups: off they leave no trace; what a group holds follows from what its members lack together,
 * so that a firm alone, equal phases and a dear group give nothing; idle hours are paid by the members, and a
 * group that has no work ends; what is lent takes the place of other staff and is counted so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/employers_groups/membership.h"
#include "models/labour_market/employers_groups/needs.h"
#include "models/labour_market/employers_groups/roster.h"
#include "models/labour_market/firms/demand.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/state/forms.h"
#include "sim/real.h"
#include "tests/labour_market/small_territory.h"

/* A territory in which groups find members: half of the firms' needs are their own, and running one is cheap.
 */
static struct scenario shared(void)
{
    struct scenario scenario = whole();
    *groups_of(&scenario) = sharing_groups();
    values_of(&scenario)->demand.common = 0.1;
    return scenario;
}

static size_t output(size_t own)
{
    return part_output(&part_employers_groups, own);
}

static void test_nothing_is_off(void **state)
{
    (void)state;
    struct scenario off = whole(), other = whole(), none = whole();
    groups_of(&other)->fee = 0;
    groups_of(&other)->visits = 500;
    groups_of(&none)->active = true; /* and nobody ever tries */
    groups_of(&none)->initiatives = 0;
    uint64_t digest = digest_of(&off, 1);
    assert_int_equal(digest_of(&other, 1), digest);
    assert_int_equal(digest_of(&none, 1), digest);
    scenario_clear(&off);
    scenario_clear(&other);
    scenario_clear(&none);
}

/* ---- Limits of what is held --------------------------------------------------------------------------- */

/* Firms without season hold the quantile of their own demand as core, exactly, and nobody else. */
static void hold_own_core(struct world *w)
{
    for (size_t firm = 0; firm < world_firms(w); firm++) {
        double chance = staffing_core_quantile(w);
        double own = demand_foreseen(w, firm, 0, real_normal_quantile(chance)) * posting_mean_hours(w, firm);
        w->employers.row[firm].core_hours = (int32_t)own + 1;
        w->employers.row[firm].peak_hours = w->employers.row[firm].marginal_hours = 0;
        w->employers.row[firm].open_core_hours = w->employers.row[firm].open_marginal_hours = 0;
    }
}

static size_t all_firms(const struct world *w, struct lendable *firms, size_t most)
{
    size_t count = world_firms(w) < most ? world_firms(w) : most;
    for (size_t k = 0; k < count; k++) {
        firms[k] = (struct lendable){.firm = (uint32_t)k, .trust = 1};
    }
    return count;
}

enum { MOST_FIRMS = 400 };

/* Staff that all firms would share, and the sum of what each would need a group of its own for. */
static void pool_firms(double common, double *together, double *alone, double *idle)
{
    struct scenario scenario = shared();
    struct run run = {0};
    struct lendable firms[MOST_FIRMS];
    double room[NEED_SAMPLES];
    values_of(&scenario)->demand.common = common;
    for (size_t s = 0; s < 2; s++) {
        sector_of(&scenario, s)->season = 0;
    }
    struct world *w = begin(&run, &scenario, 1);
    hold_own_core(w);
    size_t count = all_firms(w, firms, MOST_FIRMS);
    size_t first = 0; /* one sector alone has its ups and downs in common */
    while (first < count && w->employers.row[firms[first].firm].sector == w->employers.row[0].sector) {
        first++;
    }
    struct pooled all = need_pool(w, firms, first, 0, run.sim.first_day, room);
    *together = all.staff;
    *idle = all.staff > 0 ? 1 - all.used / ((double)all.staff * all.post) : 0;
    *alone = 0;
    for (size_t k = 0; k < first; k++) {
        *alone += need_pool(w, &firms[k], 1, 0, run.sim.first_day, room).staff;
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_one_member_is_its_own_core(void **state)
{
    (void)state;
    double together, alone, idle;
    pool_firms(0, &together, &alone, &idle);
    assert_true(together >= 3);
    assert_true(alone == 0);
    assert_true(idle > 0 && idle < 0.3);
}

/* Needs that are independent by construction would make pooling free: where all are busy at once there is
 * nothing to share. */
static void test_equal_phases_give_no_extra_core(void **state)
{
    (void)state;
    double together, half, alone, idle;
    pool_firms(1, &together, &alone, &idle);
    assert_true(together == 0);
    pool_firms(0.5, &half, &alone, &idle);
    pool_firms(0, &together, &alone, &idle);
    assert_true(half < together);
}

/* Two sectors that are busy in turn, and certain: their needs add up to the same in every month. */
static void test_opposite_phases_leave_no_peaks(void **state)
{
    (void)state;
    struct scenario scenario = shared();
    struct run run = {0};
    double room[NEED_SAMPLES];
    for (size_t s = 0; s < 2; s++) {
        sector_of(&scenario, s)->season = 0.3;
        sector_of(&scenario, s)->season_peak = s == 0 ? 10 : 193;
        sector_of(&scenario, s)->spread = 0;
    }
    groups_of(&scenario)->least_hours = 1;
    struct world *w = begin(&run, &scenario, 1);
    struct lendable pair[2] = {{.trust = 1}, {.trust = 1}};
    for (size_t firm = 0; firm < world_firms(w); firm++) {
        pair[w->employers.row[firm].sector].firm = (uint32_t)firm;
    }
    for (size_t s = 0; s < 2; s++) {
        struct employer *row = &w->employers.row[pair[s].firm];
        row->reference *= 200 / demand_expected(w, pair[s].firm);                      /* 200 jobs */
        row->core_hours = (int32_t)(200 * 0.74 * posting_mean_hours(w, pair[s].firm)); /* the slack season */
        row->peak_hours = row->marginal_hours = row->open_core_hours = row->open_marginal_hours = 0;
    }
    struct pooled both = need_pool(w, pair, 2, 0, run.sim.first_day, room);
    struct pooled one = need_pool(w, pair, 1, 0, run.sim.first_day, room);
    assert_true(both.used > 0.9 * both.mean);
    assert_true(one.used < 0.6 * one.mean);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_fee_above_saving_no_member(void **state)
{
    (void)state;
    struct scenario scenario = shared();
    struct run run = {0};
    groups_of(&scenario)->fee = 1e6;
    live_through(&run, &scenario, 1, false);
    assert_int_equal(sum_all(&run, output(OWN_groups_founded)), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- Life of groups ----------------------------------------------------------------------------------- */

static void test_they_live(void **state)
{
    (void)state;
    struct scenario scenario = shared();
    struct run run = {0};
    scenario.run->end = scenario.run->start + 600;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    assert_true(sum_all(&run, output(OWN_groups_founded)) > 0);
    assert_true(sum_all(&run, output(OWN_groups_hires)) > 5);
    int64_t lent = sum_all(&run, output(OWN_groups_lent));
    assert_true(lent > 0);
    assert_int_equal(lent + sum_all(&run, output(OWN_groups_idle)), sum_all(&run, output(OWN_groups_hours)));
    assert_int_equal(sum_all(&run, output(OWN_groups_cost)), sum_all(&run, output(OWN_groups_paid)));
    /* none of it is new work but what would not be done */
    assert_int_equal(sum_all(&run, output(OWN_groups_for_core)) +
                         sum_all(&run, output(OWN_groups_for_terms)) +
                         sum_all(&run, output(OWN_groups_undone)),
                     lent);
    assert_true(sum_all(&run, output(OWN_groups_for_terms)) > 0);
    assert_int_equal(world_firms(w) + w->zone_agency[w->zone_count] + w->groups.table.rows,
                     w->employers.table.rows);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_threads_do_not_matter(void **state)
{
    (void)state;
    struct scenario scenario = shared();
    assert_int_equal(digest_of(&scenario, 1), digest_of(&scenario, 3));
    scenario_clear(&scenario);
}

/* The first group that lends staff, or the number of groups. */
static size_t lending(const struct world *w)
{
    size_t g = 0;
    while (g < w->groups.table.rows && (!group_lives(w, g) || w->groups.row[g].lent_hours == 0)) {
        g++;
    }
    return g;
}

/* A run with a group on a Monday on which it has staff. */
static struct world *with_staff(struct run *run, struct scenario *scenario)
{
    *scenario = shared();
    groups_of(scenario)->most = 1;
    scenario->run->end = scenario->run->start + 1500;
    struct world *w = begin(run, scenario, 1);
    while (run->day < scenario->run->end &&
           (run->day < scenario->run->start + 400 || lending(w) == w->groups.table.rows)) {
        live_until(run, run->day + 1, false);
    }
    assert_true(lending(w) < w->groups.table.rows);
    return w;
}

static void test_slack_is_paid_and_a_group_may_fail(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run = {0};
    struct world *w = with_staff(&run, &scenario);
    size_t g = lending(w);
    assert_true(group_lives(w, g));
    double price = w->groups.row[g].price;
    for (size_t firm = 0; firm < world_firms(w); firm++) { /* nobody has work for more than the core */
        w->employers.row[firm].reference *= 0.01;
    }
    int64_t billed = w->groups.row[g].billed;
    live_until(&run, run.day + 15, true);
    assert_int_equal(w->groups.row[g].lent_hours, 0);
    assert_true(w->groups.row[g].idle_hours > 0);
    assert_true(w->groups.row[g].billed > billed);
    assert_true(w->groups.row[g].price > price);
    uint32_t employer = w->groups.row[g].employer;
    live_until(&run, run.day + 500, true);
    assert_false(group_lives(w, g));
    assert_int_equal(firm_size(&w->employers, employer), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Flexible staff that a member wants when it is lent so many hours and counts on half of them. */
static int32_t wanted_with(struct world *w, size_t firm, int32_t day, int32_t lent)
{
    struct employer *row = &w->employers.row[firm];
    struct employer before = *row;
    struct error error = {0};
    w->members.row[firm].lent = lent;
    w->members.row[firm].trust = 0.5;
    w->employers.due[firm] = day;
    must(staffing_plan(w, day, &error), &error);
    int32_t wanted = row->peak_wanted;
    row->transitory = before.transitory; /* the shock of the day comes again */
    row->permanent = before.permanent;
    row->open_core_hours = before.open_core_hours;
    row->open_marginal_hours = before.open_marginal_hours;
    return wanted;
}

/* What a member counts on takes the place of its own staff for a term. */
static void test_lent_hours_replace_terms(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run = {0};
    struct world *w = with_staff(&run, &scenario);
    int tried = 0;
    for (size_t firm = 0; firm < world_firms(w); firm++) {
        int32_t core, peak;
        staffing_wanted(w, firm, run.day, &core, &peak);
        double own = w->employers.row[firm].core_hours + w->employers.row[firm].marginal_hours;
        if (w->members.row[firm].group != NO_GROUP && peak >= 2 &&
            own <= core * posting_mean_hours(w, firm)) {
            int32_t alone = wanted_with(w, firm, run.day, 0);
            int32_t helped = wanted_with(w, firm, run.day, 40);
            if (alone > 20) { /* what stands in for a part of a core post is taken off there */
                assert_true(alone - helped >= 0 && alone - helped <= 20);
                tried += alone - helped >= 19; /* but for rounding */
            }
        }
    }
    assert_true(tried > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The law is taken back: groups end, and nothing of them is left. */
static void test_repeal(void **state)
{
    (void)state;
    struct scenario scenario = shared();
    struct run run = {0};
    scenario.run->end = scenario.run->start + 500;
    change_at(&scenario, scenario.run->start + 400, "employers_groups.active", "false");
    struct world *w = begin(&run, &scenario, 2);
    live_until(&run, scenario.run->start + 400, false);
    assert_true(w->groups.table.rows > 0);
    live_until(&run, scenario.run->end, true);
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        assert_false(group_lives(w, g));
    }
    assert_int_equal(w->lendings.table.rows, 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Dearer running, fewer shared jobs; staff that is lent in its own occupation alone, fewer, too. */
static void test_signs(void **state)
{
    (void)state;
    struct scenario plainly = shared(), dear = shared();
    groups_of(&dear)->running_share = 0.25;
    plainly.run->end = dear.run->end = plainly.run->start + 600;
    struct run a = {0}, b = {0};
    live_through(&a, &plainly, 2, false);
    live_through(&b, &dear, 2, false);
    assert_true(sum_all(&b, output(OWN_groups_hires)) < sum_all(&a, output(OWN_groups_hires)));
    run_clear(&a);
    run_clear(&b);
    scenario_clear(&plainly);
    scenario_clear(&dear);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_off),
        cmocka_unit_test(test_one_member_is_its_own_core),
        cmocka_unit_test(test_equal_phases_give_no_extra_core),
        cmocka_unit_test(test_opposite_phases_leave_no_peaks),
        cmocka_unit_test(test_fee_above_saving_no_member),
        cmocka_unit_test(test_they_live),
        cmocka_unit_test(test_threads_do_not_matter),
        cmocka_unit_test(test_slack_is_paid_and_a_group_may_fail),
        cmocka_unit_test(test_lent_hours_replace_terms),
        cmocka_unit_test(test_repeal),
        cmocka_unit_test(test_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
