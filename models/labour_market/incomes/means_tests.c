#include "models/labour_market/incomes/means_tests.h"

double means_scale(const struct law_values *law, int adults, int children, bool lone_with_baby)
{
    const double *v = law->value;
    if (lone_with_baby) {
        return v[LAW_rsa_lone_parent] + children * v[LAW_rsa_lone_child];
    }
    int next =
        adults == 1 ? children - 1 : children; /* a lone parent's first child counts as the second person */
    next = next < 0 ? 0 : next;
    int more = children > 2 ? children - 2 : 0;
    double second = adults + children > 1 ? v[LAW_rsa_second] : 0;
    return 1 + second + (next - more) * v[LAW_rsa_next] + more * v[LAW_rsa_more];
}

double means_housing_package(const struct law_values *law, double base, int persons)
{
    const double *v = law->value;
    double share = persons == 1   ? v[LAW_rsa_housing_1]
                   : persons == 2 ? v[LAW_rsa_housing_2] * (1 + v[LAW_rsa_second])
                                  : v[LAW_rsa_housing_3] * (1 + v[LAW_rsa_second] + v[LAW_rsa_next]);
    return base * share;
}

static double resources(const struct law_values *law, const struct means *m, double base)
{
    double package = m->housed ? means_housing_package(law, base, m->adults + m->children) : 0;
    return m->earnings[0] + m->earnings[1] + m->other + package;
}

static double paid_from(double amount, double least)
{
    return amount >= least && amount > 0 ? amount : 0;
}

double minimum_income(const struct law_values *law, const struct means *means)
{
    const double *v = law->value;
    double amount = v[LAW_rsa_base] * means_scale(law, means->adults, means->children, means->lone_with_baby);
    return paid_from(amount - resources(law, means, v[LAW_rsa_base]), v[LAW_rsa_least]);
}

/* Grows in a straight line between two levels of pay, in hours at the minimum wage. */
static double individual_bonus(const double *v, double earnings)
{
    double from = v[LAW_bonus_from] * v[LAW_smic_hourly], full = v[LAW_bonus_full] * v[LAW_smic_hourly];
    double most = v[LAW_bonus_most] * v[LAW_bonus_base];
    return earnings <= from ? 0 : earnings >= full ? most : most * (earnings - from) / (full - from);
}

/* Above the amount without work a share of earnings is kept; what the minimum income would pay is not paid
 * twice. */
double in_work_benefit(const struct law_values *law, const struct means *means)
{
    const double *v = law->value;
    double earnings = means->earnings[0] + means->earnings[1];
    double base = v[LAW_bonus_base], kept = v[LAW_bonus_pay_kept], bonus = 0, least = v[LAW_bonus_least];
    if (base > 0) {
        bonus = individual_bonus(v, means->earnings[0]) + individual_bonus(v, means->earnings[1]);
    } else { /* before 2016 */
        base = v[LAW_rsa_base];
        kept = v[LAW_rsa_pay_kept];
        least = v[LAW_rsa_least];
    }
    if (earnings <= 0) {
        return 0;
    }
    double amount = base * means_scale(law, means->adults, means->children, means->lone_with_baby);
    double counted = resources(law, means, base);
    counted = counted > amount ? counted : amount;
    return paid_from(amount + kept * earnings + bonus - counted, least);
}
