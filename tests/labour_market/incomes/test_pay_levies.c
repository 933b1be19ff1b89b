/* What is taken from pay, against a table of labour cost, gross and net pay that another program computed
 * from the same texts, and against published net minimum wages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/incomes/pay_levies.h"
#include "tests/labour_market/law_of_france.h"

/* EUR a month at full time: an employee who is no manager, in a private firm; the tax credit of the same
 * month. Computed by a script apart from this program, see scenarios/law/README.md for the texts. */
struct payslip {
    const char *date;
    bool large;
    double gross, net, contributions, reduction, credit;
};
static const struct payslip payslips[] = {
    {"2010-01-01", true, 1343.80, 1055.42, 591.41, 349.39, 0.00},
    {"2010-01-01", false, 3359.50, 2645.91, 1410.89, 0.00, 0.00},
    {"2013-01-01", true, 1716.26, 1344.52, 757.90, 247.83, 68.65},
    {"2016-04-01", true, 1466.62, 1141.62, 617.68, 416.81, 88.00},
    {"2016-04-01", true, 2053.27, 1598.27, 864.76, 139.01, 123.20},
    {"2016-04-01", true, 2346.59, 1826.59, 988.29, 0.00, 140.80},
    {"2016-04-01", true, 4399.86, 3446.12, 1841.82, 0.00, 0.00},
    {"2016-04-01", false, 1466.62, 1141.62, 598.62, 410.95, 88.00},
    {"2016-04-01", false, 3666.55, 2862.12, 1491.83, 0.00, 219.99},
    {"2019-01-01", true, 1521.22, 1204.19, 551.84, 433.40, 0.00},
    {"2019-01-01", false, 1825.46, 1445.03, 638.47, 284.95, 0.00},
    {"2019-10-01", true, 1521.22, 1204.19, 551.84, 495.00, 0.00},
    {"2019-10-01", true, 3803.05, 3010.23, 1387.62, 0.00, 0.00},
    {"2019-10-01", true, 4563.66, 3620.31, 1939.04, 0.00, 0.00},
    {"2022-01-01", true, 1603.12, 1269.03, 581.71, 518.61, 0.00},
    {"2026-01-01", true, 1823.03, 1443.11, 805.71, 733.04, 0.00},
    {"2026-01-01", true, 3646.06, 2886.21, 1611.41, 196.16, 0.00},
    {"2026-01-01", false, 2916.85, 2308.97, 1251.21, 317.94, 0.00},
};

static void near(double got, double expected, double tolerance)
{
    if (!(got >= expected - tolerance && got <= expected + tolerance)) {
        fail_msg("got %.4f, expected %.4f", got, expected);
    }
}

/* Gross pay in the table is rounded to a cent, so a minimum wage lies a hair off. */
static void test_payslips(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof payslips / sizeof payslips[0]; k++) {
        const struct payslip *p = &payslips[k];
        struct law_values law = law_of_france(p->date);
        struct pay_levies levies;
        pay_levies_at(&law, p->gross / 151.67, p->large, &levies);
        near(p->gross * pay_net_share(&levies), p->net, 0.03);
        near(p->gross * (levies.employer + levies.employer_unemployment), p->contributions, 0.03);
        near(p->gross * levies.reduction, p->reduction, 0.02 + p->gross * 0.0001); /* a step of it */
        near(p->gross * levies.credit, p->credit, 0.01);
    }
}

/* Net minimum wage at 35 hours: INSEE, 1204 EUR in 2019 and 1269 EUR in January 2022. */
static void test_net_minimum_wage(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2019-01-01");
    struct pay_levies levies;
    pay_levies_at(&law, 10.03, true, &levies);
    near(1521.22 * pay_net_share(&levies), 1204, 0.5);
    law = law_of_france("2022-01-01");
    pay_levies_at(&law, 10.57, true, &levies);
    near(1603.12 * pay_net_share(&levies), 1269, 0.5);
}

/* 13.7 % of gross pay at the minimum wage of 2016, 42.1 % at 1.6 times of it. */
static void test_two_rates_of_2016(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-06-01");
    struct pay_levies levies;
    pay_levies_at(&law, 9.67, true, &levies);
    near(pay_employer_rate(&levies), 0.137, 0.0005);
    pay_levies_at(&law, 1.6 * 9.67, true, &levies);
    near(pay_employer_rate(&levies), 0.421, 0.0005);
}

/* Cost and net pay grow with gross pay, at all dates: a cent more costs something, and something is left, but
 * where a rate begins to hold for all of the pay. */
static void test_signs(void **state)
{
    (void)state;
    static const char *dates[] = {"2010-01-01", "2013-01-01", "2016-06-01",
                                  "2019-12-01", "2024-01-01", "2026-06-01"};
    for (size_t d = 0; d < sizeof dates / sizeof dates[0]; d++) {
        struct law_values law = law_of_france(dates[d]);
        double before = 0;
        for (double hourly = law.value[LAW_smic_hourly]; hourly < 200; hourly += 0.25) {
            struct pay_levies levies;
            pay_levies_at(&law, hourly, true, &levies);
            double cost = hourly * (1 + pay_employer_rate(&levies));
            assert_true(cost > before);
            assert_true(levies.reduction >= 0 &&
                        levies.reduction < levies.employer + levies.employer_unemployment);
            assert_true(pay_net_share(&levies) > 0.75 && pay_net_share(&levies) < 0.9);
            assert_true(levies.social_levies_deductible < levies.social_levies);
            before = cost;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_payslips),
        cmocka_unit_test(test_net_minimum_wage),
        cmocka_unit_test(test_two_rates_of_2016),
        cmocka_unit_test(test_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
