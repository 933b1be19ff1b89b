/* The household whose money docs/incomes.md follows through a year: the figures of the page are these. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/incomes/family_benefits.h"
#include "models/labour_market/incomes/income_tax.h"
#include "models/labour_market/incomes/means_tests.h"
#include "models/labour_market/incomes/pay_levies.h"
#include "models/labour_market/incomes/unemployment_benefit.h"
#include "tests/labour_market/law_of_france.h"

/* Nadia earns 12 EUR an hour until the end of March 2016, is dismissed after 456 days, has a fixed term at
 * 10 EUR in August and September, and a CDI at 11 EUR from November on. Paul earns the minimum all year. One
 * child of five years, tenants. 35 hours a week, small firms, the law of July 2016 all year. */
enum { MONTHS = 12 };
static const int days_of[MONTHS] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
static const double nadia_hourly[MONTHS] = {12, 12, 12, 0, 0, 0, 0, 10, 10, 0, 11, 11};
static const double paul_hourly = 9.67;

struct month {
    double nadia, benefit, paul, in_work, housing, tax, left;
};

/* Rounded to whole euros, as the page gives them. */
static const struct month page[MONTHS] = {
    {1448, 0, 1167, 96, 0, 0, 2710}, {1354, 0, 1091, 96, 0, 0, 2542},  {1448, 0, 1167, 106, 0, 0, 2721},
    {0, 787, 1129, 106, 0, 0, 2022}, {0, 1060, 1167, 106, 0, 0, 2333}, {0, 1026, 1129, 0, 0, 0, 2155},
    {0, 1060, 1167, 0, 0, 0, 2227},  {1207, 34, 1167, 0, 0, 0, 2407},  {1168, 34, 1129, 0, 0, 0, 2331},
    {0, 1060, 1167, 0, 0, 0, 2227},  {1284, 0, 1129, 0, 0, 0, 2413},   {1327, 0, 1167, 0, 0, 0, 2494},
};

struct pay {
    double gross, net, taxable;
};

static struct pay month_pay(const struct law_values *law, double hourly, int days)
{
    struct pay_levies levies;
    if (hourly <= 0) {
        return (struct pay){0};
    }
    double gross = hourly * 35 / 7 * days;
    pay_levies_at(law, hourly, false, &levies);
    double net = gross * pay_net_share(&levies);
    return (struct pay){gross, net, net + gross * (levies.social_levies - levies.social_levies_deductible)};
}

/* The year before both worked all year: its tax is paid in twelve parts, and it says what rent they may get.
 */
static double taxable_before(const struct law_values *law, double hourly)
{
    return month_pay(law, hourly, 365).taxable;
}

static int claim = 456;

/* Net benefit of month m, as long as the claim lasts; the first one waits seven days. */
static double month_benefit(const struct law_values *law, int m, double pay)
{
    double reference = benefit_reference_wage(law, 12.0 * 35 / 7 * 456, 456);
    double daily = benefit_daily(law, reference, 1);
    int waits = m == 3 ? 7 : 0;
    int paid = m < 3 || m >= 10 ? 0 : benefit_days_paid(law, reference, daily, days_of[m] - waits, pay);
    struct benefit_levies levies;
    benefit_levies_at(law, reference, daily, &levies);
    claim -= paid;
    return paid * (daily - levies.pension - levies.social_levies);
}

/* Means are those of the quarter that ends in March, June ...; in January and February those of October to
 * December, when both worked as in January. */
static void follow(const struct law_values *law, struct month rows[MONTHS])
{
    double before[2] = {taxable_before(law, 12), taxable_before(law, paul_hourly)};
    double yearly = (before[0] + before[1]) * 0.9;
    struct tax_household taxed = {.adults = 2, .children = 1, .income = {before[0], before[1]}};
    double tax = income_tax(law, &taxed) / 12, housing = housing_allowance(law, 2, 1, yearly);
    struct means means = {.adults = 2, .children = 1, .housed = housing > 0};
    means.earnings[0] = month_pay(law, 12, 92).net / 3;
    means.earnings[1] = month_pay(law, paul_hourly, 92).net / 3;
    double in_work = in_work_benefit(law, &means), sum[3] = {0};
    for (int m = 0; m < MONTHS; m++) {
        struct pay nadia = month_pay(law, nadia_hourly[m], days_of[m]);
        struct pay paul = month_pay(law, paul_hourly, days_of[m]);
        double benefit = month_benefit(law, m, nadia.gross);
        sum[0] += nadia.net / 3;
        sum[1] += paul.net / 3;
        sum[2] += benefit / 3;
        if (m % 3 == 2) {
            means.earnings[0] = sum[0];
            means.earnings[1] = sum[1];
            means.other = sum[2];
            in_work = in_work_benefit(law, &means);
            sum[0] = sum[1] = sum[2] = 0;
        }
        double left = nadia.net + benefit + paul.net + in_work + housing - tax;
        rows[m] = (struct month){nadia.net, benefit, paul.net, in_work, housing, tax, left};
    }
}

static void near(double got, double expected)
{
    if (!(got >= expected - 0.51 && got <= expected + 0.51)) {
        fail_msg("got %.2f, the page says %.0f", got, expected);
    }
}

static void test_the_page(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-07-01");
    struct month rows[MONTHS];
    follow(&law, rows);
    assert_int_equal(claim, 308);
    for (int m = 0; m < MONTHS; m++) {
        near(rows[m].nadia, page[m].nadia);
        near(rows[m].benefit, page[m].benefit);
        near(rows[m].paul, page[m].paul);
        near(rows[m].in_work, page[m].in_work);
        near(rows[m].housing, page[m].housing);
        near(rows[m].tax, page[m].tax);
        near(rows[m].left, page[m].left);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
