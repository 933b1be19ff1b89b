/* Intervals of paired differences hold the true difference as often as they say: on two states, where it is
 * known.
 *
 * A person of two states is without a job after k days with probability u + (u0 - u) rho^k, u = s / (s + f),
 * rho = 1 - s - f. Two arms with other rates of job loss therefore differ by a known share. Each of many
 * small experiments gives an interval; how many hold the truth is binomial. Comparisons are in standard
 * errors of that law and must be below LIMIT: a right program would fail one with probability 1e-6; there are
 * five and the seeds are fixed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/two_state/two_state.h"
#include "sim/paired.h"
#include "sim/run.h"

#define LIMIT 4.9 /* standard errors; two-sided 1e-6 of the normal law */

enum { EXPERIMENTS = 2500, REPLICATES = 6, PEOPLE = 400, DAYS = 20 };

static const double loss[] = {0.02, 0.03};
static const double finding = 0.05;
static const double at_first = 0.2;

/* The share without a job at the end of a run. */
static double live(int arm, int64_t seed)
{
    struct scenario scenario;
    struct run run;
    struct error error = {0};
    assert_int_equal(scenario_init(&scenario, &two_state, NULL), STATUS_OK);
    struct two_state_params *params = scenario.sets[SCENARIO_SET_MODEL].values;
    scenario.run->end = scenario.run->start + DAYS;
    scenario.run->burn_in_days = 0;
    scenario.run->seed = seed;
    scenario.run->population_seed = seed;
    scenario.run->panels = false;
    params->population.size = PEOPLE;
    params->population.unemployed = at_first;
    params->rates.job_loss = loss[arm];
    params->rates.job_finding = finding;
    assert_int_equal(scenario_check(&scenario, NULL), STATUS_OK);
    assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error), STATUS_OK);
    while (run.day < run.sim.end_day) {
        assert_int_equal(run_step(&run, &error), STATUS_OK);
    }
    assert_int_equal(run_finish(&run, &error), STATUS_OK);
    const struct outputs *outputs = &run.sim.outputs;
    const int64_t *stock = outputs_record(outputs, OUTPUT_stock, outputs->period_count[OUTPUT_MONTHLY] - 1);
    double share = (double)stock[UNEMPLOYED] / PEOPLE;
    run_clear(&run);
    scenario_clear(&scenario);
    return share;
}

static double expected(int arm)
{
    double u = loss[arm] / (loss[arm] + finding);
    return u + (at_first - u) * pow(1 - loss[arm] - finding, DAYS);
}

struct tally {
    int held95;
    int held50;
    int effects; /* at 95 % */
};

static void count(const struct paired *pairs, double truth, struct tally *tally)
{
    struct paired_estimate estimate;
    paired_estimate(pairs, 0.95, &estimate);
    tally->held95 += fabs(pairs->difference - truth) <= estimate.half;
    tally->effects += estimate.finding == PAIRED_EFFECT;
    paired_estimate(pairs, 0.5, &estimate);
    tally->held50 += fabs(pairs->difference - truth) <= estimate.half;
}

static void close_to_share(int counted, double share)
{
    double z = (counted - EXPERIMENTS * share) / sqrt(EXPERIMENTS * share * (1 - share));
    if (!(fabs(z) < LIMIT)) {
        fail_msg("%d of %d, %g were expected: %.2f standard errors away", counted, EXPERIMENTS,
                 EXPERIMENTS * share, z);
    }
}

static void test_coverage(void **state)
{
    (void)state;
    struct tally same_seeds = {0};
    struct tally other_seeds = {0};
    struct tally nothing = {0};
    struct paired all = {0};
    double truth = expected(1) - expected(0);
    for (int i = 0; i < EXPERIMENTS; i++) {
        struct paired pairs = {0};
        struct paired strangers = {0}; /* the same runs, each with another one's seed */
        struct paired same_arm = {0};
        double share[2][REPLICATES];
        for (int r = 0; r < REPLICATES; r++) {
            share[0][r] = live(0, 1 + i * REPLICATES + r);
            share[1][r] = live(1, 1 + i * REPLICATES + r);
        }
        for (int r = 0; r < REPLICATES; r++) {
            paired_add(&pairs, share[0][r], share[1][r]);
            paired_add(&all, share[0][r], share[1][r]);
            paired_add(&strangers, share[0][r], share[1][(r + 1) % REPLICATES]);
        }
        for (int r = 0; r + 1 < REPLICATES; r += 2) {
            paired_add(&same_arm, share[0][r], share[0][r + 1]);
        }
        count(&pairs, truth, &same_seeds);
        count(&strangers, truth, &other_seeds);
        count(&same_arm, 0, &nothing);
    }
    print_message("held by 95 %%: %d of %d, by 50 %%: %d; difference %.5f, true %.5f; x var %.2f\n",
                  same_seeds.held95, EXPERIMENTS, same_seeds.held50, all.difference, truth,
                  (all.first_squares + all.second_squares) / all.difference_squares);
    close_to_share(same_seeds.held95, 0.95);
    close_to_share(same_seeds.held50, 0.5);
    close_to_share(nothing.effects, 0.05); /* two runs of one arm: where there is nothing */

    double pairs = (double)EXPERIMENTS * REPLICATES;
    double z = (all.difference - truth) / sqrt(all.difference_squares / pairs / pairs);
    assert_true(fabs(z) < LIMIT);

    /* Seeds that are shared are worth something: more effects are found in as many runs. */
    assert_true(all.first_squares + all.second_squares > 1.2 * all.difference_squares);
    assert_true(same_seeds.effects > other_seeds.effects);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_coverage)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
