/* Minimum income, in-work benefit, family and housing parts, against published tables and worked examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/incomes/family_benefits.h"
#include "models/labour_market/incomes/means_tests.h"
#include "tests/labour_market/law_of_france.h"

static void near(double got, double expected, double tolerance)
{
    if (!(got >= expected - tolerance && got <= expected + tolerance)) {
        fail_msg("got %.4f, expected %.4f", got, expected);
    }
}

struct household {
    int adults, children;
    bool lone_with_baby;
    double amount, housed; /* minimum income without means; the same with housing allowance; 0: not given */
};

static void without_means(const char *date, const struct household *rows, size_t count)
{
    struct law_values law = law_of_france(date);
    for (size_t k = 0; k < count; k++) {
        struct means means = {
            .adults = rows[k].adults, .children = rows[k].children, .lone_with_baby = rows[k].lone_with_baby};
        near(minimum_income(&law, &means), rows[k].amount, 0.03);
        means.housed = true;
        if (rows[k].housed > 0) {
            near(minimum_income(&law, &means), rows[k].housed, 0.03);
        }
    }
}

/* rsa-revenu-de-solidarite-active.com, amounts of January and September 2016; the latter without housing also
 * in lafranceagricole.fr, source MSA. */
static void test_minimum_income_without_means(void **state)
{
    (void)state;
    static const struct household january[] = {
        {2, 0, false, 786.24, 660.44},  {2, 1, false, 943.49, 787.81},   {2, 2, false, 1100.74, 945.06},
        {2, 3, false, 1310.4, 1154.72}, {2, 4, false, 1520.06, 1364.38}, {2, 5, false, 1729.73, 1574.05}};
    static const struct household september[] = {
        {1, 0, false, 535.17, 470.97},   {1, 1, false, 802.75, 674.31},   {1, 2, false, 963.31, 804.36},
        {1, 3, false, 1177.37, 1018.42}, {1, 4, false, 1391.44, 1232.49}, {2, 2, false, 1123.86, 0},
        {1, 1, true, 916.3, 0},          {1, 2, true, 1145.37, 0},        {1, 3, true, 1374.45, 0}};
    without_means("2016-01-01", january, 6);
    without_means("2016-09-01", september, 9);
}

/* Amounts of the in-work benefit from April 2016 by household (plan-social.net, la prime d'activite). */
static void test_in_work_amounts(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-04-01");
    double base = law.value[LAW_bonus_base];
    near(base, 524.68, 1e-9);
    near(base * means_scale(&law, 1, 1, false), 787.02, 0.01);
    near(base * means_scale(&law, 2, 1, false), 944.42, 0.01);
    near(base * means_scale(&law, 2, 2, false), 1101.82, 0.01);
    near(base * (means_scale(&law, 2, 3, false) - means_scale(&law, 2, 2, false)), 209.87, 0.01);
    near(base * means_scale(&law, 1, 0, true), 673.75, 0.01);
    near(base * (means_scale(&law, 1, 1, true) - means_scale(&law, 1, 0, true)), 224.58, 0.01);
}

/* pratique.fr on the official simulator, January 2016: alone at 1300 EUR net, 97 EUR; a couple at the minimum
 * wage each (1136 EUR net as of 2015) with two children, 243 EUR. */
static void test_in_work_examples(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-01-01");
    struct means alone = {.adults = 1, .earnings = {1300}};
    near(in_work_benefit(&law, &alone), 97, 0.5);
    struct means couple = {.adults = 2, .children = 2, .earnings = {1136, 1136}};
    couple.other = family_allowance(&law, 2, 20000);
    near(in_work_benefit(&law, &couple), 243, 1.5);
}

/* By hand from D843-1 to D843-3 of the Code de la securite sociale: full time at the minimum of 2019, half
 * time in 2016 with housing allowance, and a couple with one income. */
static void test_in_work_by_hand(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2019-01-01");
    struct means alone = {.adults = 1, .earnings = {1204.19}};
    near(in_work_benefit(&law, &alone), 551.51 + 0.61 * 1204.19 + 0.29101 * 551.51 - 1204.19, 0.01);
    law = law_of_france("2016-06-01");
    struct means half = {.adults = 1, .housed = true, .earnings = {570}};
    double package = 0.12 * 524.68, bonus = 0; /* 59 hours at 9.67 EUR are 570.53 EUR */
    near(in_work_benefit(&law, &half), 524.68 + 0.62 * 570 + bonus - (570 + package), 0.01);
    struct means single_income = {.adults = 2, .earnings = {1141.62}};
    near(in_work_benefit(&law, &single_income), 787.02 + 0.62 * 1141.62 + 0.12782 * 524.68 - 1141.62, 0.01);
    struct means none = {.adults = 1};
    near(in_work_benefit(&law, &none), 0, 0);
}

/* Minimum income with means: R262-2 and others, by hand. Before 2016 a share of pay is kept beside it. */
static void test_minimum_income_with_means(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-09-01");
    struct means means = {.adults = 1, .other = 300};
    near(minimum_income(&law, &means), 535.17 - 300, 0.01);
    means.other = 530; /* below the least amount */
    near(minimum_income(&law, &means), 0, 0);
    law = law_of_france("2014-10-01");
    struct means works = {.adults = 1, .earnings = {500}};
    near(minimum_income(&law, &works), 509.3 - 500, 0.01);
    near(minimum_income(&law, &works) + in_work_benefit(&law, &works), 509.3 - 0.38 * 500, 0.01);
}

/* Who earns more has more, but for the steps that the least amounts make, and for some euros where the law
 * lets the bases of both benefits differ (from September 2016 on). */
static void test_work_pays(void **state)
{
    (void)state;
    static const char *dates[] = {"2014-10-01", "2016-06-01", "2019-06-01"};
    for (size_t d = 0; d < 3; d++) {
        struct law_values law = law_of_france(dates[d]);
        law.value[LAW_bonus_least] = law.value[LAW_rsa_least] = 0;
        law.value[LAW_bonus_base] = law.value[LAW_bonus_base] > 0 ? law.value[LAW_rsa_base] : 0;
        for (int adults = 1; adults <= 2; adults++) {
            for (int children = 0; children <= 4; children++) {
                double before = -1;
                for (double pay = 0; pay < 4000; pay += 20) {
                    struct means means = {
                        .adults = adults, .children = children, .housed = true, .earnings = {pay}};
                    double income = pay + minimum_income(&law, &means) + in_work_benefit(&law, &means);
                    assert_true(income > before);
                    before =
                        income - law.value[LAW_bonus_least] * (pay > 1000); /* the least amount is a step */
                }
            }
        }
    }
}

/* Family allowances of 2016, CRDS taken off: 129.35 EUR for two children, 295.05 EUR for three until March
 * (caf.fr); halved and quartered above 67 140 and 89 490 EUR for two. */
static void test_family_allowances(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-01-01");
    near(family_allowance(&law, 1, 0), 0, 0);
    near(family_allowance(&law, 2, 0), 129.35, 0.02);
    near(family_allowance(&law, 3, 0), 295.05, 0.03);
    near(family_allowance(&law, 2, 67000), 129.35, 0.02);
    near(family_allowance(&law, 2, 68000), 129.35 / 2, 0.02);
    near(family_allowance(&law, 2, 90000), 129.35 / 4, 0.02);
    law = law_of_france("2014-01-01");
    near(family_allowance(&law, 2, 200000), 128.57, 0.5);
}

/* The simple rule of housing: all of it without income, nothing in the middle of the scale, less with more.
 */
static void test_housing_rule(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-01-01");
    near(housing_allowance(&law, 1, 0, 0), 270, 1e-9);
    near(housing_allowance(&law, 1, 0, 18000), 0, 0);
    double before = 1000;
    for (double income = 0; income < 40000; income += 500) {
        double amount = housing_allowance(&law, 2, 2, income);
        assert_true(amount <= before);
        assert_true(amount >= housing_allowance(&law, 2, 1, income));
        before = amount;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_minimum_income_without_means),
        cmocka_unit_test(test_in_work_amounts),
        cmocka_unit_test(test_in_work_examples),
        cmocka_unit_test(test_in_work_by_hand),
        cmocka_unit_test(test_minimum_income_with_means),
        cmocka_unit_test(test_work_pays),
        cmocka_unit_test(test_family_allowances),
        cmocka_unit_test(test_housing_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
