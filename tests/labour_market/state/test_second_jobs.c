/* Second jobs, alone: a list per firm beside that of its main staff, and a spell beside the main one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

/* Everyone on a CDI wants a second job, half of the posts are cut into such, and they do not last. */
static struct scenario busy(void)
{
    struct scenario scenario = whole();
    struct parameters *p = values_of(&scenario);
    for (size_t s = 0; s < p->sectors.count; s++) {
        sector_of(&scenario, s)->marginal = 0.9;
    }
    p->search.second_share = 1;
    p->search.marginal_days = 3;
    p->separations.marginal = 3;
    scenario.run->end = scenario.run->start + 500;
    return scenario;
}

static int64_t seconds(const struct world *w)
{
    int64_t count = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        count += job_beside(w, i) != NO_JOB;
    }
    return count;
}

/* Each ends on its day, unless it has ended before: given up after an exponential time. */
static void test_they_end(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct run run = {0};
    struct spells spells = {0};
    live_with_spells(&run, &scenario, 1, &spells);
    int64_t given_up = 0, other = 0, running = 0;
    double days = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        if (spell->second) {
            assert_true(spell->end > spell->start || spell->reason != REASON_RESIGNATION);
            assert_int_equal(spell->status, STATUS_MINI_JOB);
            assert_true(spell->wage >= 900 && spell->firm != NO_EMPLOYER && spell->new_job);
            given_up += spell->reason == REASON_RESIGNATION;
            running += spell->reason == REASON_NONE;
            other += spell->reason != REASON_RESIGNATION && spell->reason != REASON_NONE;
            days += spell->end - spell->start;
        }
    }
    assert_int_equal(running, seconds(run.world));
    assert_true(given_up > 500 && other > 20);
    /* the rate of giving up, from all time at risk: Poisson, 5 sigma; a day is rounded up */
    double expected = 3 * (days - 0.5 * (double)(given_up + other)) / 365.25;
    assert_float_equal((double)given_up, expected, 5 * __builtin_sqrt(expected) + 0.01 * expected);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_rate_zero(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->separations.marginal = 0;
    live_with_spells(&run, &scenario, 1, &spells);
    for (size_t k = 0; k < spells.count; k++) {
        assert_false(spells.rows[k].second && spells.rows[k].reason == REASON_RESIGNATION);
    }
    assert_true(seconds(run.world) > 50);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Firms close and people leave the territory at every age with their second jobs: both lists stay whole. */
static void test_every_day_is_sound(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->firms.exit_rate = 2;
    values_of(&scenario)->firms.exit_size = 100;
    age_of(&scenario, 2)->men = age_of(&scenario, 2)->women = 1; /* many move away at 25 to 54 */
    live_through(&run, &scenario, 2, true);
    run_clear(&run);
    live_with_spells(&run, &scenario, 2, &spells);
    int64_t closed = 0, left = 0;
    for (size_t k = 0; k < spells.count; k++) {
        closed += spells.rows[k].second && spells.rows[k].reason == REASON_CLOSURE;
        left += spells.rows[k].second && spells.rows[k].reason == REASON_LEFT;
    }
    assert_true(closed > 50);
    assert_true(left > 10);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A person's main job and second job may end on one day, settled by two firms at once: not a byte of the
 * spells depends on which is first. */
static void test_threads_change_nothing(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct spells first = {0};
    uint64_t digest = 0;
    values_of(&scenario)->separations.resignation = 5;
    values_of(&scenario)->separations.marginal = 10;
    for (int threads = 1; threads <= 3; threads++) {
        struct run run = {0};
        struct spells spells = {0};
        live_with_spells(&run, &scenario, threads, &spells);
        if (threads == 1) {
            first = spells;
            digest = run_digest(&run);
        } else {
            assert_int_equal(run_digest(&run), digest);
            assert_int_equal(spells.count, first.count);
            assert_memory_equal(spells.rows, first.rows, first.count * sizeof *first.rows);
            spells_clear(&spells);
        }
        run_clear(&run);
    }
    spells_clear(&first);
    scenario_clear(&scenario);
}

/* A second job is in the occupation of its post, also when the main job in another one has ended on the same
 * day. */
static void test_occupation(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct run run = {0};
    struct spells spells = {0};
    struct parameters *p = values_of(&scenario);
    for (size_t k = 0; k < p->staff.count; k++) { /* sector 0: occupation 0, sector 1: occupation 1 */
        struct staff_mix *mix = &((struct staff_mix *)p->staff.rows)[k];
        mix->share = mix->occupation == mix->sector;
    }
    live_with_spells(&run, &scenario, 1, &spells);
    const struct world *w = run.world;
    int64_t count = 0;
    for (size_t k = 0; k < spells.count; k++) {
        if (spells.rows[k].second) {
            assert_int_equal(spells.rows[k].occupation,
                             w->employers.row[spells.rows[k].firm % world_firms(w)].sector);
            count++;
        }
    }
    assert_true(count > 100);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_they_end),           cmocka_unit_test(test_rate_zero),
        cmocka_unit_test(test_every_day_is_sound), cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_occupation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
