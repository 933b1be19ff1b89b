/* The two-state model against everything that is known about it exactly.
 *
 * People are independent Markov chains with s = job_loss and f = job_finding: without a job in the long run
 * with probability u = s / (s + f), with autocorrelation rho^k after k days, rho = 1 - s - f; stays are
 * geometric. Each comparison is a number of standard errors that follow from the same theory, and must be
 * below LIMIT: a right program would fail one of them with probability 1e-6. There are about 100, and seeds
 * are fixed: what passes once passes always. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "models/two_state/two_state.h"
#include "sim/date.h"
#include "sim/run.h"
#include "tests/support/declarations.h"

#define LIMIT 4.9 /* standard errors; two-sided 1e-6 of the normal law */

static void close_to(double value, double expected, double error, const char *what, int line)
{
    double z = (value - expected) / error;
    if (!(fabs(z) < LIMIT)) {
        fail_msg("line %d: %s is %.8g, expected %.8g, %.2f standard errors away", line, what, value, expected,
                 z);
    }
}
#define CLOSE(value, expected, error) close_to(value, expected, error, #value, __LINE__)

/* One run and the spells that came out of it. */

struct setup {
    int64_t size;
    double unemployed;
    double s;
    double f;
    int32_t days;
    int32_t burn_in;
    int64_t seed;
    int threads;
    bool daily;
};

struct experiment {
    struct scenario scenario;
    struct run run;
    struct spell *spells;
    size_t spell_count;
    size_t spell_capacity;
};

static enum status keep_spells(void *context, size_t panel, const void *rows, size_t count,
                               struct error *error)
{
    (void)error;
    struct experiment *experiment = context;
    assert_int_equal(panel, PANEL_SPELLS);
    if (experiment->spell_count + count > experiment->spell_capacity) {
        experiment->spell_capacity = 2 * (experiment->spell_count + count);
        experiment->spells =
            realloc(experiment->spells, experiment->spell_capacity * sizeof *experiment->spells);
        assert_non_null(experiment->spells);
    }
    memcpy(experiment->spells + experiment->spell_count, rows, count * sizeof *experiment->spells);
    experiment->spell_count += count;
    return STATUS_OK;
}

static struct two_state_params *params_of(struct experiment *experiment)
{
    return experiment->scenario.sets[SCENARIO_SET_MODEL].values;
}

static void prepare(struct experiment *experiment, const struct setup *setup)
{
    *experiment = (struct experiment){0};
    assert_int_equal(scenario_init(&experiment->scenario, &two_state, NULL), STATUS_OK);
    struct run_params *run = experiment->scenario.run;
    run->end = run->start + setup->days;
    run->burn_in_days = setup->burn_in;
    run->seed = setup->seed;
    run->population_seed = setup->seed;
    run->daily = setup->daily;
    struct two_state_params *params = params_of(experiment);
    params->population.size = setup->size;
    params->population.unemployed = setup->unemployed;
    params->rates.job_loss = setup->s;
    params->rates.job_finding = setup->f;
    assert_int_equal(scenario_check(&experiment->scenario, NULL), STATUS_OK);
}

static void change(struct experiment *experiment, int32_t day, const char *path, const char *value)
{
    assert_int_equal(change_list_add(&experiment->scenario.changes, experiment->scenario.sets, SCENARIO_SETS,
                                     day, path, value, NULL, NULL),
                     STATUS_OK);
}

static void begin(struct experiment *experiment, int threads)
{
    struct error error = {0};
    struct panel_sink sink = {experiment, keep_spells};
    assert_int_equal(run_init(&experiment->run, &experiment->scenario, threads, sink, false, &error),
                     STATUS_OK);
}

static void proceed(struct experiment *experiment, int32_t day)
{
    struct error error = {0};
    while (experiment->run.day < day) {
        assert_int_equal(run_step(&experiment->run, &error), STATUS_OK);
    }
}

static void complete(struct experiment *experiment)
{
    struct error error = {0};
    proceed(experiment, experiment->run.sim.end_day);
    assert_int_equal(run_finish(&experiment->run, &error), STATUS_OK);
    assert_int_equal(run_audit(&experiment->run, &error), STATUS_OK);
}

static void live(struct experiment *experiment, const struct setup *setup)
{
    prepare(experiment, setup);
    begin(experiment, setup->threads);
    complete(experiment);
}

static void end(struct experiment *experiment)
{
    run_clear(&experiment->run);
    scenario_clear(&experiment->scenario);
    free(experiment->spells);
    *experiment = (struct experiment){0};
}

static const int64_t *counts(const struct experiment *experiment, size_t id, size_t record)
{
    return outputs_record(&experiment->run.sim.outputs, id, record);
}

static size_t records(const struct experiment *experiment, enum output_axis axis)
{
    return experiment->run.sim.outputs.period_count[axis];
}

static struct output_record period(const struct experiment *experiment, size_t month)
{
    return experiment->run.sim.outputs.periods[OUTPUT_MONTHLY][month];
}

static const struct people *people_of(const struct experiment *experiment)
{
    return &((const struct world *)experiment->run.world)->people;
}

/* Stocks and flows. */

/* The mean over months of the share without a job; its variance is that of a sum of correlated terms. */
static void test_unemployment_rate(void **state)
{
    (void)state;
    static const struct {
        double s;
        double f;
    } cases[] = {{0.0005, 0.004}, {0.01, 0.03}, {0.2, 0.1}, {0.6, 0.7}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double s = cases[c].s;
        double f = cases[c].f;
        double u = s / (s + f);
        struct experiment experiment;
        struct setup setup = {10000, u, s, f, 3652, 30, 11 + (int64_t)c, 1, false};
        live(&experiment, &setup);
        size_t months = records(&experiment, OUTPUT_MONTHLY);
        double mean = 0;
        double correlations = 0;
        for (size_t a = 0; a < months; a++) {
            mean +=
                *(const double *)outputs_record(&experiment.run.sim.outputs, OUTPUT_unemployment_rate, a) /
                (double)months;
            for (size_t b = 0; b < months; b++) {
                int32_t apart = abs(period(&experiment, a).last_day - period(&experiment, b).last_day);
                correlations += pow(1 - s - f, apart) / ((double)months * (double)months);
            }
        }
        CLOSE(mean, u, sqrt(u * (1 - u) * correlations / 10000));
        end(&experiment);
    }
}

/* From a start far from the long run, the share without a job is u + (u0 - u) rho^k after k days. */
static void test_approach(void **state)
{
    (void)state;
    enum { PEOPLE = 200000 };
    struct experiment experiment;
    struct setup setup = {PEOPLE, 0.9, 0.02, 0.05, 120, 0, 3, 1, true};
    live(&experiment, &setup);
    double u = 0.02 / 0.07;
    for (int day = 0; day < 120; day += day < 10 ? 1 : 11) {
        double expected = u + (0.9 - u) * pow(0.93, day + 1);
        double share = (double)counts(&experiment, OUTPUT_daily_stock, (size_t)day)[UNEMPLOYED] / PEOPLE;
        CLOSE(share, expected, sqrt(expected * (1 - expected) / PEOPLE));
    }
    end(&experiment);
}

/* The four cells of a month's matrix are multinomial with the powers of the daily matrix. */
static void test_gross_flows(void **state)
{
    (void)state;
    enum { PEOPLE = 100000 };
    double s = 0.005;
    double f = 0.02;
    double u = s / (s + f);
    struct experiment experiment;
    struct setup setup = {PEOPLE, u, s, f, 365, 50, 5, 1, false};
    live(&experiment, &setup);
    for (size_t month = 0; month < records(&experiment, OUTPUT_MONTHLY); month++) {
        const int64_t *flow = counts(&experiment, OUTPUT_gross_flow, month);
        const int64_t *stock = counts(&experiment, OUTPUT_stock, month);
        struct output_record days = period(&experiment, month);
        double rho = pow(1 - s - f, days.last_day - days.first_day + 1);
        const double expected[4] = {(1 - u) * (1 - u + u * rho), (1 - u) * u * (1 - rho),
                                    u * (1 - u) * (1 - rho), u * (u + (1 - u) * rho)};
        for (int cell = 0; cell < 4; cell++) {
            double p = expected[cell];
            CLOSE((double)flow[cell], PEOPLE * p, sqrt(PEOPLE * p * (1 - p)));
        }
        for (int to = 0; to < 2; to++) {
            assert_int_equal(flow[to] + flow[2 + to], stock[to]);
            assert_true(month == 0 ||
                        flow[2 * to] + flow[2 * to + 1] == counts(&experiment, OUTPUT_stock, month - 1)[to]);
        }
        assert_int_equal(stock[EMPLOYED] + stock[UNEMPLOYED], PEOPLE);
        if (month > 0) {
            int64_t before = counts(&experiment, OUTPUT_stock, month - 1)[EMPLOYED];
            assert_int_equal(stock[EMPLOYED] - before, *counts(&experiment, OUTPUT_hires, month) -
                                                           *counts(&experiment, OUTPUT_job_losses, month));
        }
    }
    end(&experiment);
}

/* Mean and variance of the number of jobs that one person finds in `days` days of the long run: the first
 * two moments are carried along with the state. */
static void hires_of_one(double s, double f, int days, double *mean, double *variance)
{
    double u = s / (s + f);
    double p[2] = {1 - u, u};
    double m[2] = {0, 0};
    double q[2] = {0, 0};
    for (int day = 0; day < days; day++) {
        double to_job[3] = {f * p[1], f * (m[1] + p[1]), f * (q[1] + 2 * m[1] + p[1])};
        double to_none[3] = {s * p[0], s * m[0], s * q[0]};
        p[0] += to_job[0] - to_none[0];
        m[0] += to_job[1] - to_none[1];
        q[0] += to_job[2] - to_none[2];
        p[1] += to_none[0] - f * p[1];
        m[1] += to_none[1] - f * m[1];
        q[1] += to_none[2] - f * q[1];
    }
    *mean = m[0] + m[1];
    *variance = q[0] + q[1] - *mean * *mean;
}

/* Month by month in one long run: the spread of the count has the size that independent people give. Streams
 * of neighbouring people or days that resemble each other show here first. Every fourth month is taken, so
 * that they are as good as independent (rho^89 = 0.0004). */
static void test_variance_of_flows(void **state)
{
    (void)state;
    enum { PEOPLE = 3000, YEARS = 200 };
    double s = 0.03;
    double f = 0.055;
    struct experiment experiment;
    struct setup setup = {PEOPLE, s / (s + f), s, f, 73048, 0, 8, 1, false};
    live(&experiment, &setup);
    double sum = 0;
    double squares = 0;
    size_t taken = 0;
    for (size_t month = 0; month < records(&experiment, OUTPUT_MONTHLY); month += 4) {
        struct output_record days = period(&experiment, month);
        double mean;
        double variance;
        hires_of_one(s, f, days.last_day - days.first_day + 1, &mean, &variance);
        double z =
            ((double)*counts(&experiment, OUTPUT_hires, month) - PEOPLE * mean) / sqrt(PEOPLE * variance);
        sum += z;
        squares += z * z;
        taken++;
    }
    assert_true(taken == YEARS * 3);
    CLOSE(sum / (double)taken, 0, 1 / sqrt((double)taken));
    CLOSE(squares / (double)taken, 1, sqrt(2 / (double)taken));
    end(&experiment);
}

/* The count of the first day over many seeds follows the binomial law: its variance and its whole shape. */
static void test_binomial_law(void **state)
{
    (void)state;
    enum { RUNS = 3000, PEOPLE = 400, TOP = 40 };
    double u = 0.5;
    double f = 0.08;
    double p = u * f;
    double seen[TOP + 1] = {0};
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < RUNS; i++) {
        struct experiment experiment;
        struct setup setup = {PEOPLE, u, 0.1, f, 1, 0, 1000 + i, 1, false};
        live(&experiment, &setup);
        int64_t hires = *counts(&experiment, OUTPUT_hires, 0);
        seen[hires < TOP ? hires : TOP] += 1;
        mean += (double)hires / RUNS;
        squares += ((double)hires - PEOPLE * p) * ((double)hires - PEOPLE * p) / RUNS;
        end(&experiment);
    }
    double variance = PEOPLE * p * (1 - p);
    double kurtosis = 3 + (1 - 6 * p * (1 - p)) / variance;
    CLOSE(mean, PEOPLE * p, sqrt(variance / RUNS));
    CLOSE(squares, variance, variance * sqrt((kurtosis - 1) / RUNS));

    /* Chi-square over the counts, the rare ones pooled. */
    double chi_square = 0;
    double freedom = -1;
    double expected = 0;
    double observed = 0;
    double left = 1;
    double mass = pow(1 - p, PEOPLE);
    for (int k = 0; k <= TOP; k++) {
        expected += RUNS * (k < TOP ? mass : left);
        observed += seen[k];
        left -= mass;
        mass *= (PEOPLE - k) / (k + 1.0) * p / (1 - p);
        if ((expected >= 20 && RUNS * left >= 20) || k == TOP) {
            chi_square += (observed - expected) * (observed - expected) / expected;
            freedom += 1;
            expected = 0;
            observed = 0;
        }
    }
    assert_true(freedom > 12);
    /* Wilson and Hilferty: the cube root is nearly normal. */
    CLOSE(cbrt(chi_square / freedom), 1 - 2 / (9 * freedom), sqrt(2 / (9 * freedom)));
}

/* Spells. */

struct moments {
    double n;
    double sum;
    double squares;
};

/* Lengths of the stays that begin in the first `cohort_days` recorded days; all of them must have ended. */
static void cohort_moments(const struct experiment *experiment, uint32_t of_state, int32_t cohort_days,
                           double mean, struct moments *moments, double *lengths, size_t top)
{
    int32_t start = experiment->run.sim.start_day;
    for (size_t i = 0; i < experiment->spell_count; i++) {
        const struct spell *spell = &experiment->spells[i];
        if (spell->state == of_state && spell->first_day >= start && spell->first_day < start + cohort_days) {
            assert_true(spell->end_day != DUE_NEVER);
            int32_t length = spell->end_day - spell->first_day;
            assert_true(length >= 1);
            moments->n += 1;
            moments->sum += length;
            moments->squares += (length - mean) * (length - mean);
            lengths[(size_t)length < top ? (size_t)length : top] += 1;
        }
    }
}

static void check_geometric(const struct experiment *experiment, uint32_t of_state, double p,
                            int32_t cohort_days)
{
    enum { TOP = 400 };
    double lengths[TOP + 1] = {0};
    struct moments moments = {0};
    double mean = 1 / p;
    double variance = (1 - p) / (p * p);
    double kurtosis = 9 + p * p / (1 - p);
    cohort_moments(experiment, of_state, cohort_days, mean, &moments, lengths, TOP);
    assert_true(moments.n > 50000);
    CLOSE(moments.sum / moments.n, mean, sqrt(variance / moments.n));
    CLOSE(moments.squares / moments.n, variance, variance * sqrt((kurtosis - 1) / moments.n));

    /* Chi-square over the lengths, and the largest distance of the distribution functions (Kolmogorov;
     * for a discrete law it is the safe side). */
    double chi_square = 0;
    double freedom = -1;
    double expected = 0;
    double observed = 0;
    double cumulated = 0;
    double distance = 0;
    for (int length = 1; length <= TOP; length++) {
        double tail = pow(1 - p, length);
        expected += moments.n * (length < TOP ? p * pow(1 - p, length - 1) : pow(1 - p, TOP - 1));
        observed += lengths[length];
        cumulated += lengths[length];
        distance = fmax(distance, length < TOP ? fabs(cumulated / moments.n - (1 - tail)) : 0);
        if ((expected >= 50 && moments.n * tail >= 50) || length == TOP) {
            chi_square += (observed - expected) * (observed - expected) / expected;
            freedom += 1;
            expected = 0;
            observed = 0;
        }
    }
    assert_true(freedom > 20);
    CLOSE(cbrt(chi_square / freedom), 1 - 2 / (9 * freedom), sqrt(2 / (9 * freedom)));
    assert_true(distance * sqrt(moments.n) < 2.7); /* 2 exp(-2 x^2) = 1e-6 */
}

static void test_spell_lengths(void **state)
{
    (void)state;
    struct experiment experiment;
    struct setup setup = {10000, 0.3, 0.05, 0.1, 1100, 20, 21, 1, false};
    live(&experiment, &setup); /* a stay of the first 600 days lasts over 500 with probability 7e-12 */
    check_geometric(&experiment, EMPLOYED, 0.05, 600);
    check_geometric(&experiment, UNEMPLOYED, 0.1, 600);
    end(&experiment);
}

static int by_person_and_day(const void *a, const void *b)
{
    const struct spell *x = a;
    const struct spell *y = b;
    if (x->person != y->person) {
        return x->person < y->person ? -1 : 1;
    }
    return (x->first_day > y->first_day) - (x->first_day < y->first_day);
}

/* The spells of a person follow one another without gap, in turn, and how long one lasts says nothing of the
 * next. */
static void test_spells_make_lives(void **state)
{
    (void)state;
    enum { PEOPLE = 5000, DAYS = 2000 };
    double s = 0.05;
    double f = 0.1;
    struct experiment experiment;
    struct setup setup = {PEOPLE, 0.3, s, f, DAYS, 0, 22, 1, false};
    live(&experiment, &setup);
    qsort(experiment.spells, experiment.spell_count, sizeof *experiment.spells, by_person_and_day);
    int32_t start = experiment.run.sim.start_day;
    double products = 0;
    double pairs = 0;
    int64_t ended = 0;
    for (size_t i = 0; i < experiment.spell_count; i++) {
        const struct spell *spell = &experiment.spells[i];
        const struct spell *next = i + 1 < experiment.spell_count ? spell + 1 : NULL;
        bool first = i == 0 || spell[-1].person != spell->person;
        bool last = next == NULL || next->person != spell->person;
        assert_true(!first || spell->first_day == start - 1);
        assert_true(!first || spell->person == (i == 0 ? 0 : spell[-1].person + 1));
        assert_int_equal(spell->end_day == DUE_NEVER, last);
        ended += !last;
        if (!last) {
            assert_int_equal(next->first_day, spell->end_day);
            assert_int_equal(next->state, 1 - spell->state);
        }
        /* Pairs that begin early enough to be complete. */
        if (!last && spell->state == EMPLOYED && spell->first_day < start + 1000) {
            double x = (spell->end_day - spell->first_day - 1 / s) * s / sqrt(1 - s);
            double y = (next->end_day - next->first_day - 1 / f) * f / sqrt(1 - f);
            products += x * y;
            pairs += 1;
        }
    }
    assert_int_equal(experiment.spells[experiment.spell_count - 1].person, PEOPLE - 1);
    assert_true(pairs > 100000);
    CLOSE(products / pairs, 0, 1 / sqrt(pairs));

    int64_t changes = 0;
    for (size_t month = 0; month < records(&experiment, OUTPUT_MONTHLY); month++) {
        changes += *counts(&experiment, OUTPUT_hires, month) + *counts(&experiment, OUTPUT_job_losses, month);
    }
    assert_int_equal(changes, ended);
    end(&experiment);
}

/* Limits. */

static int64_t total(const struct experiment *experiment, size_t id)
{
    int64_t sum = 0;
    for (size_t month = 0; month < records(experiment, OUTPUT_MONTHLY); month++) {
        sum += *counts(experiment, id, month);
    }
    return sum;
}

static void test_nobody_leaves(void **state)
{
    (void)state;
    struct experiment experiment;
    struct setup setup = {1000, 0.5, 0, 0.05, 1000, 0, 31, 1, false};
    live(&experiment, &setup);
    assert_int_equal(total(&experiment, OUTPUT_job_losses), 0);
    assert_true(total(&experiment, OUTPUT_hires) > 400);
    assert_int_equal(counts(&experiment, OUTPUT_stock, records(&experiment, OUTPUT_MONTHLY) - 1)[UNEMPLOYED],
                     0);
    end(&experiment);
}

static void test_nobody_is_hired(void **state)
{
    (void)state;
    struct experiment experiment;
    struct setup setup = {1000, 0.5, 0.05, 0, 1000, 0, 32, 1, false};
    live(&experiment, &setup);
    assert_int_equal(total(&experiment, OUTPUT_hires), 0);
    assert_int_equal(counts(&experiment, OUTPUT_stock, records(&experiment, OUTPUT_MONTHLY) - 1)[EMPLOYED],
                     0);
    end(&experiment);
}

static void test_nothing_happens(void **state)
{
    (void)state;
    struct experiment experiment;
    struct setup setup = {1000, 0.5, 0, 0, 1000, 0, 33, 1, false};
    live(&experiment, &setup);
    assert_int_equal(total(&experiment, OUTPUT_hires) + total(&experiment, OUTPUT_job_losses), 0);
    assert_int_equal(experiment.spell_count, 1000);
    end(&experiment);
}

static void test_everyone_changes_every_day(void **state)
{
    (void)state;
    enum { PEOPLE = 1000, DAYS = 61 };
    struct experiment experiment;
    struct setup setup = {PEOPLE, 0.3, 1, 1, DAYS, 0, 34, 1, true};
    live(&experiment, &setup);
    int64_t even = counts(&experiment, OUTPUT_daily_stock, 0)[EMPLOYED];
    assert_true(even > 200 && even < 400);
    for (size_t day = 0; day < DAYS; day++) {
        assert_int_equal(counts(&experiment, OUTPUT_daily_stock, day)[EMPLOYED],
                         day % 2 == 0 ? even : PEOPLE - even);
    }
    assert_int_equal(total(&experiment, OUTPUT_hires) + total(&experiment, OUTPUT_job_losses), PEOPLE * DAYS);
    end(&experiment);
}

static void test_one_person(void **state)
{
    (void)state;
    struct experiment experiment;
    struct setup setup = {1, 1, 0.1, 0.1, 400, 0, 35, 1, true};
    live(&experiment, &setup);
    for (size_t day = 0; day < 400; day++) {
        const int64_t *stock = counts(&experiment, OUTPUT_daily_stock, day);
        assert_int_equal(stock[EMPLOYED] + stock[UNEMPLOYED], 1);
    }
    end(&experiment);
}

/* Dated changes. */

/* Nothing moves until the day on which everybody loses the job, and all have one again the day after. */
static void test_a_change_acts_from_its_day(void **state)
{
    (void)state;
    enum { DAYS = 50, PEOPLE = 500 };
    for (int when = 0; when < DAYS; when += 7) {
        struct experiment experiment;
        struct setup setup = {PEOPLE, 0, 0, 0, DAYS, 5, 41, 1, true};
        prepare(&experiment, &setup);
        int32_t day = experiment.scenario.run->start + when;
        change(&experiment, day, "rates.job_loss", "1");
        change(&experiment, day + 1, "rates.job_loss", "0");
        change(&experiment, day + 1, "rates.job_finding", "1");
        begin(&experiment, 1);
        complete(&experiment);
        for (int i = 0; i < DAYS; i++) {
            assert_int_equal(counts(&experiment, OUTPUT_daily_stock, (size_t)i)[EMPLOYED],
                             i == when ? 0 : PEOPLE);
        }
        end(&experiment);
    }
}

/* The law after a change of a rate is that of the new rate, for stays that were under way too. */
static void test_law_after_a_change(void **state)
{
    (void)state;
    enum { PEOPLE = 200000, CHANGE = 12, DAYS = 40 };
    struct experiment experiment;
    struct setup setup = {PEOPLE, 1, 0, 0.05, DAYS, 0, 42, 1, true};
    prepare(&experiment, &setup);
    change(&experiment, experiment.scenario.run->start + CHANGE, "rates.job_finding", "0.12");
    begin(&experiment, 1);
    complete(&experiment);
    for (int day = 0; day < DAYS; day++) {
        double p = day < CHANGE ? pow(0.95, day + 1) : pow(0.95, CHANGE) * pow(0.88, day + 1 - CHANGE);
        double share = (double)counts(&experiment, OUTPUT_daily_stock, (size_t)day)[UNEMPLOYED] / PEOPLE;
        CLOSE(share, p, sqrt(p * (1 - p) / PEOPLE));
    }
    end(&experiment);
}

/* A change that changes nothing, or the other rate, leaves what was drawn: the same luck under two policies.
 */
static void test_a_change_touches_only_its_own(void **state)
{
    (void)state;
    struct setup setup = {2000, 0.4, 0.01, 0.03, 300, 0, 43, 1, true};
    struct experiment plain;
    struct experiment same;
    struct experiment other;
    live(&plain, &setup);
    prepare(&same, &setup);
    change(&same, same.scenario.run->start + 100, "rates.job_loss", "0.01");
    begin(&same, 1);
    complete(&same);
    assert_int_equal(run_digest(&same.run), run_digest(&plain.run));

    prepare(&other, &setup);
    int32_t day = other.scenario.run->start + 100;
    change(&other, day, "rates.job_loss", "0.05");
    begin(&other, 1);
    proceed(&other, day);
    int32_t *due = malloc(2000 * sizeof *due);
    assert_non_null(due);
    memcpy(due, people_of(&other)->due, 2000 * sizeof *due);
    proceed(&other, day + 1);
    size_t kept = 0;
    for (size_t i = 0; i < 2000; i++) {
        if (people_of(&other)->state[i] == UNEMPLOYED && people_of(&other)->since[i] < day) {
            assert_int_equal(people_of(&other)->due[i], due[i]);
            kept++;
        }
    }
    assert_true(kept > 300);
    free(due);
    end(&plain);
    end(&same);
    end(&other);
}

/* Invariance. */

enum { EVENTFUL_DAYS = 45, EVENTFUL_BURN_IN = 20, EVENTFUL_REFORM = 33 };

static void prepare_eventful(struct experiment *experiment, int64_t size, int64_t seed)
{
    struct setup setup = {size, 0.3, 0.01, 0.03, EVENTFUL_DAYS, EVENTFUL_BURN_IN, seed, 1, true};
    prepare(experiment, &setup);
    int32_t start = experiment->scenario.run->start;
    change(experiment, start - 1000, "rates.job_loss", "0.012");
    change(experiment, start - 13, "rates.job_loss", "0.02");
    change(experiment, start + EVENTFUL_REFORM, "rates.job_finding", "0.1");
    change(experiment, start + EVENTFUL_REFORM, "rates.job_loss", "0.03");
    change(experiment, start + 40, "rates.job_finding", "0");
}

/* People enough for several blocks in every parallel phase. */
static void test_threads_agree(void **state)
{
    (void)state;
    enum { PEOPLE = 70000 };
    struct experiment one;
    prepare_eventful(&one, PEOPLE, 51);
    begin(&one, 1);
    complete(&one);
    for (int threads = 2; threads <= 4; threads++) {
        struct experiment other;
        prepare_eventful(&other, PEOPLE, 51);
        begin(&other, threads);
        complete(&other);
        assert_int_equal(run_digest(&other.run), run_digest(&one.run));
        assert_int_equal(other.spell_count, one.spell_count);
        assert_memory_equal(other.spells, one.spells, one.spell_count * sizeof *one.spells);
        end(&other);
    }
    struct experiment other;
    prepare_eventful(&other, PEOPLE, 52);
    begin(&other, 1);
    complete(&other);
    assert_int_not_equal(run_digest(&other.run), run_digest(&one.run));
    end(&other);
    end(&one);
}

/* The two seeds are apart: one makes the people, the other all that happens to them. */
static void test_seeds_are_apart(void **state)
{
    (void)state;
    for (int which = 0; which < 2; which++) {
        struct setup setup = {2000, 0.5, 0.01, 0.02, 20, 0, 53, 1, false};
        struct experiment one;
        struct experiment other;
        prepare(&one, &setup);
        prepare(&other, &setup);
        *(which == 0 ? &other.scenario.run->seed : &other.scenario.run->population_seed) = 54;
        begin(&one, 1);
        begin(&other, 1);
        const struct people *a = people_of(&one);
        const struct people *b = people_of(&other);
        assert_true((memcmp(a->state, b->state, 2000) == 0) == (which == 0));
        assert_memory_not_equal(a->due, b->due, 2000 * sizeof *a->due);
        end(&one);
        end(&other);
    }
}

static void test_resume(void **state)
{
    (void)state;
    enum { PEOPLE = 10000 };
    struct experiment one;
    prepare_eventful(&one, PEOPLE, 55);
    begin(&one, 1);
    complete(&one);
    int32_t first = scenario_first_day(&one.scenario);
    struct rng rng = rng_at(rng_purpose(1, "days to stop on"), 0, 0);
    for (int trial = 0; trial < 24; trial++) {
        struct experiment before;
        struct experiment other;
        struct error error = {0};
        int32_t stop = first + (int32_t)rng_below(&rng, EVENTFUL_BURN_IN + EVENTFUL_DAYS + 1);
        stop = trial == 0 ? first : trial == 1 ? one.scenario.run->start + EVENTFUL_REFORM : stop;
        prepare_eventful(&before, PEOPLE, 55);
        prepare_eventful(&other, PEOPLE, 55);
        begin(&before, 1 + trial % 2);
        proceed(&before, stop);
        assert_int_equal(panel_flush(&before.run.sim.panels[PANEL_SPELLS], &error), STATUS_OK);
        struct panel_sink sink = {&other, keep_spells};
        assert_int_equal(run_fork(&other.run, &before.run, &other.scenario, 1 + trial % 3, sink, &error),
                         STATUS_OK);
        assert_int_equal(keep_spells(&other, PANEL_SPELLS, before.spells, (size_t)before.spell_count, &error),
                         STATUS_OK);
        complete(&other);
        assert_int_equal(run_digest(&other.run), run_digest(&one.run));
        assert_int_equal(other.spell_count, one.spell_count);
        assert_memory_equal(other.spells, one.spells, one.spell_count * sizeof *one.spells);
        end(&before);
        end(&other);
    }
    end(&one);
}

static void test_measures(void **state)
{
    (void)state;
    struct experiment experiment;
    struct setup setup = {50000, 0.25, 0.01, 0.03, 3652, 0, 61, 1, false};
    double values[TWO_STATE_MEASURE_COUNT];
    struct error error = {0};
    live(&experiment, &setup);
    assert_int_equal(measures_check(two_state.measures, two_state.measure_count, &error), STATUS_OK);
    assert_int_equal(steady_check(two_state.steady, two_state.steady_count, &error), STATUS_OK);
    assert_int_equal(two_state.measure(&experiment.run.sim, values, &error), STATUS_OK);
    assert_true(fabs(values[MEASURE_jobless_exact] / 25 - 1) < 1e-12);
    assert_true(fabs(values[MEASURE_flow_exact] / 375 - 1) < 1e-12);
    assert_true(fabs(values[MEASURE_jobless] / 25 - 1) < 0.01);
    assert_true(fabs(values[MEASURE_found] / 375 - 1) < 0.01);
    assert_true(fabs(values[MEASURE_lost] / 375 - 1) < 0.01);
    end(&experiment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unemployment_rate),
        cmocka_unit_test(test_approach),
        cmocka_unit_test(test_gross_flows),
        cmocka_unit_test(test_variance_of_flows),
        cmocka_unit_test(test_binomial_law),
        cmocka_unit_test(test_spell_lengths),
        cmocka_unit_test(test_spells_make_lives),
        cmocka_unit_test(test_nobody_leaves),
        cmocka_unit_test(test_nobody_is_hired),
        cmocka_unit_test(test_nothing_happens),
        cmocka_unit_test(test_everyone_changes_every_day),
        cmocka_unit_test(test_one_person),
        cmocka_unit_test(test_a_change_acts_from_its_day),
        cmocka_unit_test(test_law_after_a_change),
        cmocka_unit_test(test_a_change_touches_only_its_own),
        cmocka_unit_test(test_threads_agree),
        cmocka_unit_test(test_seeds_are_apart),
        cmocka_unit_test(test_resume),
        cmocka_unit_test(test_measures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
