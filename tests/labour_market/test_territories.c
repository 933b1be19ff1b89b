/* Whatever the territory: all that the audit checks holds after every day, the books balance, and the number
 * of threads changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/output/observe.h"
#include "tests/labour_market/small_territory.h"

enum { TERRITORIES = 60, THREADED = 6 };

static struct scenario random_one(uint32_t seed)
{
    struct scenario scenario = {0};
    struct error error = {0};
    assert_int_equal(random_territory(&scenario, seed, &error), STATUS_OK);
    return scenario;
}

/* Stocks add up to the population, and this month's transitions lead from last month's stocks to this
 * month's, but for people who leave the territory and those who enter: they are in none. */
static void check_books(const struct run *run)
{
    const struct world *w = run->world;
    const struct outputs *outputs = &run->sim.outputs;
    int64_t population = synthesis_population(w->p);
    int64_t before[STATUS_COUNT] = {0};
    for (size_t r = 0; r < outputs->period_count[OUTPUT_MONTHLY]; r++) {
        const int64_t *stock = outputs_record(outputs, OUTPUT_stock, r);
        const int64_t *flows = outputs_record(outputs, OUTPUT_transitions, r);
        int64_t total = 0, all_into = 0;
        for (size_t s = 0; s < STATUS_COUNT; s++) {
            int64_t here = 0, into = 0, out = 0;
            for (size_t c = 0; c < w->age_count * 2; c++) {
                here += stock[s * w->age_count * 2 + c];
            }
            for (size_t t = 0; t < STATUS_COUNT; t++) {
                into += flows[t * STATUS_COUNT + s];
                out += flows[s * STATUS_COUNT + t];
            }
            assert_true(into <= here && (r == 0 || out <= before[s]));
            all_into += into;
            before[s] = here;
            total += here;
        }
        assert_int_equal(total, population);
        /* who came in this month, in the place of someone who left, is in no flow: few */
        assert_true(10 * all_into > 9 * population);
    }
}

static void test_every_day_is_sound(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= TERRITORIES; seed++) {
        struct scenario scenario = random_one(seed);
        struct run run = {0};
        live_through(&run, &scenario, 1 + (int)(seed % 3), true);
        check_books(&run);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

static void test_threads_change_nothing(void **state)
{
    (void)state;
    for (uint32_t seed = 101; seed < 101 + THREADED; seed++) {
        struct scenario scenario = random_one(seed);
        uint64_t first = 0;
        for (int threads = 1; threads <= 4; threads++) {
            struct run run = {0};
            live_through(&run, &scenario, threads, false);
            uint64_t digest = run_digest(&run);
            first = threads == 1 ? digest : first;
            assert_int_equal(digest, first);
            run_clear(&run);
        }
        scenario_clear(&scenario);
    }
}

/* Luck is shared: another seed of the dynamics meets the same people. */
static void test_seeds_are_separate(void **state)
{
    (void)state;
    uint64_t digests[3];
    for (int arm = 0; arm < 3; arm++) {
        struct scenario scenario = random_one(7);
        struct run run = {0};
        struct error error = {0};
        scenario.run->seed += arm == 1;
        scenario.run->population_seed += arm == 2;
        assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error), STATUS_OK);
        const struct world *w = run.world;
        uint64_t hash = 0;
        for (size_t i = 0; i < w->people.table.rows; i++) {
            hash = rng_mix(hash ^ (uint64_t)(uint32_t)w->people.row[i].birth_day ^
                           ((uint64_t)w->jobs.row[i].place << 32));
        }
        digests[arm] = hash;
        run_clear(&run);
        scenario_clear(&scenario);
    }
    assert_int_equal(digests[0], digests[1]);
    assert_int_not_equal(digests[0], digests[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_is_sound),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_seeds_are_separate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
