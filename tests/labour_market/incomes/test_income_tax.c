/* Income tax, against the tables of the tax office's brochure and other published figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/incomes/income_tax.h"
#include "tests/labour_market/law_of_france.h"

struct taxed {
    double income; /* taxable, after all deductions */
    int children;
    double tax;
};

static void check(const char *year, int adults, const struct taxed *rows, size_t count)
{
    struct law_values law = law_of_france(year);
    for (size_t k = 0; k < count; k++) {
        struct tax_household h = {
            .adults = adults, .children = rows[k].children, .deducted = true, .income = {rows[k].income}};
        double tax = income_tax(&law, &h);
        if (tax < rows[k].tax - 1 || tax > rows[k].tax + 1) {
            fail_msg("%s, %d adults, %.0f: got %.0f, expected %.0f", year, adults, rows[k].income, tax,
                     rows[k].tax);
        }
    }
}

/* Incomes of 2015, married couples with 2 to 5 shares: brochure pratique 2016 of the DGFiP, table of tax by
 * income and shares (yumpu.com 55519480, page 317). */
static void test_couples_of_2015(void **state)
{
    (void)state;
    static const struct taxed rows[] = {
        {27239, 0, 0},    {28000, 0, 187},  {30000, 0, 677},  {35000, 0, 1902}, {40000, 0, 2884},
        {50000, 0, 4284}, {55000, 0, 5211}, {60000, 0, 6711}, {35000, 1, 714},  {50000, 1, 3605},
        {60000, 1, 5201}, {37000, 2, 15},   {45000, 2, 1975}, {60000, 2, 4326}, {50000, 3, 824},
        {60000, 3, 2968}, {57000, 4, 162},  {60000, 4, 897}};
    check("2015-01-01", 2, rows, sizeof rows / sizeof rows[0]);
}

/* Incomes of 2017, one person, the cut for modest incomes counted: Le Figaro, 4 May 2018. */
static void test_singles_of_2017(void **state)
{
    (void)state;
    static const struct taxed rows[] = {{18000, 0, 664},    {19000, 0, 894},   {20000, 0, 1228},
                                        {21000, 0, 1565},   {25000, 0, 2127},  {30000, 0, 3293},
                                        {50000, 0, 9293},   {75000, 0, 17055}, {100000, 0, 27305},
                                        {150000, 0, 47805}, {200000, 0, 70154}};
    check("2017-01-01", 1, rows, sizeof rows / sizeof rows[0]);
}

/* 30 000 EUR of pay in 2016: 27 000 taxable, 2450 EUR (impots.dispofi.fr). */
static void test_pay_of_2016(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-01-01");
    struct tax_household h = {.adults = 1, .income = {30000}};
    assert_int_equal((int)income_tax(&law, &h), 2450);
}

/* By hand from CGI 197 for incomes of 2012: the scale of five brackets, the old relief 480 - tax / 2. */
static void test_the_old_scale(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2012-01-01");
    struct tax_household h = {.adults = 1, .deducted = true, .income = {12000}};
    double tax = 0.055 * (11896 - 5963) + 0.14 * (12000 - 11896);
    assert_int_equal((int)income_tax(&law, &h), (int)(tax - (480 - tax / 2) + 0.5));
}

/* A lone parent's first child: one share more, worth at most its own cap (3562 EUR for 2015). */
static void test_lone_parents(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2015-01-01");
    struct tax_household alone = {.adults = 1, .deducted = true, .income = {60000}};
    struct tax_household parent = {.adults = 1, .children = 1, .deducted = true, .income = {60000}};
    struct tax_household two = {.adults = 1, .children = 2, .deducted = true, .income = {60000}};
    assert_int_equal((int)(income_tax(&law, &alone) - income_tax(&law, &parent)), 3562);
    assert_int_equal((int)(income_tax(&law, &parent) - income_tax(&law, &two)), 1510);
    two.income[0] = 20000;
    assert_int_equal((int)income_tax(&law, &two), 0);
}

/* More income is more tax, and never all of it. */
static void test_signs(void **state)
{
    (void)state;
    static const char *years[] = {"2010-01-01", "2013-01-01", "2014-01-01", "2016-01-01",
                                  "2019-01-01", "2020-01-01", "2024-01-01"};
    for (size_t y = 0; y < sizeof years / sizeof years[0]; y++) {
        struct law_values law = law_of_france(years[y]);
        for (int children = 0; children < 4; children++) {
            double before = 0;
            for (double income = 0; income < 250000; income += 500) {
                struct tax_household h = {.adults = 2, .children = children, .income = {income, income / 3}};
                double tax = income_tax(&law, &h);
                assert_true(tax >= before && tax - before < 0.5 * 1.34 * 500 + 500 * 0.3);
                before = tax;
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_couples_of_2015), cmocka_unit_test(test_singles_of_2017),
        cmocka_unit_test(test_pay_of_2016),     cmocka_unit_test(test_the_old_scale),
        cmocka_unit_test(test_lone_parents),    cmocka_unit_test(test_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
