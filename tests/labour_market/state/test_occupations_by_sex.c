/* The law of occupations by sex: as before where women have half of every occupation, as asked otherwise. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/people/lives.h"
#include "models/labour_market/state/territory.h"
#include "tests/labour_market/small_territory.h"

enum { OCCUPATIONS = 2, LEVELS = 4 };

/* Women have shares `first` and `second` of the two occupations. Fewer women than men are in the labour
 * force. */
static struct scenario with_shares(double first, double second)
{
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    struct occupation *occupations = p->occupations.rows;
    assert_int_equal(p->occupations.count, OCCUPATIONS);
    occupations[0].women = first;
    occupations[1].women = second;
    for (size_t a = 0; a < p->age_groups.count; a++) {
        age_of(&scenario, a)->active_women *= 0.8;
    }
    return scenario;
}

/* What the table of `sex` at a level says of occupation 0. */
static double chance(const struct world *w, size_t level, size_t sex)
{
    const struct alias *alias = &w->trades.of_level[level * 2 + sex];
    double sum = 0;
    for (size_t slot = 0; slot < alias->size; slot++) {
        double keep = alias->threshold[slot] / 4294967296.0;
        sum += slot == 0 ? keep : 0;
        sum += alias->other[slot] == 0 ? 1 - keep : 0;
    }
    return sum / alias->size;
}

struct law {
    size_t levels;
    double women;             /* share of the labour force */
    double chance[LEVELS][2]; /* of occupation 0 by level and sex */
};

static struct law law_of(double first, double second)
{
    struct scenario scenario = with_shares(first, second);
    struct run run = {0};
    const struct world *w = begin(&run, &scenario, 1);
    struct law law = {.levels = w->level_count};
    double all = 0;
    assert_true(law.levels > 1 && law.levels <= LEVELS);
    for (size_t a = 0; a < w->age_count; a++) {
        const struct age_group *age = age_of(&scenario, a);
        law.women += age->women * age->active_women;
        all += age->women * age->active_women + age->men * age->active_men;
    }
    law.women /= all;
    for (size_t q = 0; q < law.levels; q++) {
        law.chance[q][0] = chance(w, q, 0);
        law.chance[q][1] = chance(w, q, 1);
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return law;
}

static double odds(double p)
{
    return p / (1 - p);
}

static double share_of_women(const struct law *law, size_t level, size_t occupation)
{
    double of_men = law->chance[level][0], of_women = law->chance[level][1];
    double men = (1 - law->women) * (occupation == 0 ? of_men : 1 - of_men);
    double women = law->women * (occupation == 0 ? of_women : 1 - of_women);
    return women / (women + men);
}

/* At a half everywhere both sexes have one law; and whatever the shares, the labour force has it as a whole,
 * so that no occupation is crowded more or less than its jobs ask for. */
static void test_law_of_all_stays(void **state)
{
    (void)state;
    struct law half = law_of(0.5, 0.5), apart = law_of(0.9, 0.2);
    assert_true(half.women > 0.3 && half.women < 0.48);
    for (size_t q = 0; q < half.levels; q++) {
        assert_float_equal(half.chance[q][0], half.chance[q][1], 1e-8);
        double mixed = (1 - apart.women) * apart.chance[q][0] + apart.women * apart.chance[q][1];
        assert_float_equal(mixed, half.chance[q][0], 1e-8);
        assert_true(apart.chance[q][1] > apart.chance[q][0]);
    }
}

/* Odds ratios are those asked for at every level; shares too, where those asked for make up the women there
 * are. */
static void test_shares_asked(void **state)
{
    (void)state;
    struct law half = law_of(0.5, 0.5), apart = law_of(0.9, 0.2);
    size_t agreed = 0;
    for (size_t q = 0; q < apart.levels; q++) {
        double ratio = odds(share_of_women(&apart, q, 0)) / odds(share_of_women(&apart, q, 1));
        assert_float_equal(ratio, odds(0.9) / odds(0.2), 1e-4);
        double first = half.women + 0.1, all = half.chance[q][0];
        double second = (half.women - all * first) / (1 - all);
        if (second <= 0) {
            continue; /* too few have the second for that */
        }
        struct law agreeing = law_of(first, second);
        assert_float_equal(share_of_women(&agreeing, q, 0), first, 1e-6);
        assert_float_equal(share_of_women(&agreeing, q, 1), second, 1e-6);
        agreed++;
    }
    assert_true(agreed > 0);
}

/* An occupation of women alone is had by no man; a territory where all are of women still has men in it. */
static void test_bounds(void **state)
{
    (void)state;
    struct law alone = law_of(1, 0.2), all = law_of(1, 1);
    for (size_t q = 0; q < alone.levels; q++) {
        assert_float_equal(alone.chance[q][0], 0, 1e-9);
        assert_true(alone.chance[q][1] > 0.1);
        assert_float_equal(all.chance[q][0], all.chance[q][1], 1e-8);
    }
}

/* Heads with occupation 0 among `heads` of a sex, against the laws of their levels: six standard deviations.
 */
static void expect_heads(const struct world *w, bool entrants)
{
    for (size_t sex = 0; sex < 2; sex++) {
        double expected = 0, variance = 0, got = 0;
        for (size_t i = 0; i < w->people.table.rows; i++) {
            const struct person *person = &w->people.row[i];
            if (person->female == sex && (!entrants || person->generation > 0)) {
                double p = chance(w, person->qualification, sex);
                expected += p;
                variance += p * (1 - p);
                got += w->people.trade[i] == 0;
            }
        }
        assert_true(variance > 20);
        assert_float_equal(got, expected, 6 * sqrt(variance));
    }
}

/* People of the first day and those who come later. */
static void test_people_drawn(void **state)
{
    (void)state;
    struct scenario scenario = with_shares(0.9, 0.2);
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    expect_heads(w, false);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (!status_employed(w->people.row[i].status)) {
            life_enter(w, i, run.day);
        }
    }
    expect_heads(w, true);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_law_of_all_stays),
        cmocka_unit_test(test_shares_asked),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_people_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
