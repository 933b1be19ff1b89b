#include "models/labour_market/incomes/income_tax.h"

enum { BRACKETS = 5 };

static double deducted(const double *v, double income)
{
    double off = v[LAW_tax_work_share] * income;
    off = off < v[LAW_tax_work_least] ? v[LAW_tax_work_least] : off;
    off = off > v[LAW_tax_work_most] ? v[LAW_tax_work_most] : off;
    return income > off ? income - off : 0;
}

/* Brackets that do not exist have the rate 0. */
static double scale(const double *v, double income)
{
    static const enum law_rule from[] = {LAW_tax_from_1, LAW_tax_from_2, LAW_tax_from_3, LAW_tax_from_4,
                                         LAW_tax_from_5};
    static const enum law_rule rate[] = {LAW_tax_rate_1, LAW_tax_rate_2, LAW_tax_rate_3, LAW_tax_rate_4,
                                         LAW_tax_rate_5};
    double tax = 0, below = 0;
    for (int k = 0; k < BRACKETS && v[rate[k]] > 0 && income > v[from[k]]; k++) {
        tax += (v[rate[k]] - below) * (income - v[from[k]]);
        below = v[rate[k]];
    }
    return tax;
}

/* Shares beyond those of the adults. */
static double shares_for_children(const double *v, const struct tax_household *h)
{
    double first = h->children < 2 ? h->children : 2;
    double lone = h->adults == 1 && h->children > 0 ? v[LAW_tax_share_lone] : 0;
    return first * v[LAW_tax_share_child] + (h->children - first) * v[LAW_tax_share_third] + lone;
}

/* Children take off at most so much for each half share; the first child of a lone parent has its own cap. */
static double most_for_children(const double *v, const struct tax_household *h, double shares)
{
    if (h->adults == 1 && h->children > 0) {
        double first = v[LAW_tax_share_child] + v[LAW_tax_share_lone];
        return v[LAW_tax_cap_lone] + (shares - first) * 2 * v[LAW_tax_cap_half];
    }
    return shares * 2 * v[LAW_tax_cap_half];
}

static double relieved(const double *v, const struct tax_household *h, double tax)
{
    bool couple = h->adults == 2 && v[LAW_tax_relief_couple] > 0;
    double relief = v[couple ? LAW_tax_relief_couple : LAW_tax_relief_single] - v[LAW_tax_relief_slope] * tax;
    relief = relief > 0 ? relief : 0;
    return tax > relief ? tax - relief : 0;
}

/* A fifth off for modest incomes, less and less up to a second level. */
static double cut(const double *v, const struct tax_household *h, double income, double shares, double tax)
{
    double half = 2 * shares * v[LAW_tax_cut_half];
    double full = v[LAW_tax_cut_full] * h->adults + half, none = v[LAW_tax_cut_none] * h->adults + half;
    if (v[LAW_tax_cut] <= 0 || income >= none) {
        return tax;
    }
    double part = income <= full ? 1 : (none - income) / (none - full);
    return tax * (1 - v[LAW_tax_cut] * part);
}

double income_tax(const struct law_values *law, const struct tax_household *household)
{
    const double *v = law->value;
    const struct tax_household *h = household;
    double income = 0;
    for (int k = 0; k < h->adults; k++) {
        income += h->deducted ? h->income[k] : deducted(v, h->income[k]);
    }
    double children = shares_for_children(v, h), shares = h->adults + children;
    double without = scale(v, income / h->adults) * h->adults;
    double tax = scale(v, income / shares) * shares;
    double least = without - most_for_children(v, h, children);
    tax = tax > least ? tax : least;
    tax = cut(v, h, income, children, relieved(v, h, tax));
    return (double)(int64_t)(tax + 0.5);
}
