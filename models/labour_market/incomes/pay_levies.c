#include "models/labour_market/incomes/pay_levies.h"

#include "sim/real.h"

/* Of a pay: the shares that lie below the ceiling of social security, from there to that of the complementary
 * pension, below that of unemployment insurance; and the pay in minimum wages. */
struct slices {
    double below, above, insured, minimums;
};

static double share_up_to(double ceiling, double pay)
{
    return pay > ceiling ? ceiling / pay : 1;
}

static struct slices slices_of(const double *v, double hourly)
{
    double ceiling = v[LAW_pss_monthly] / v[LAW_smic_hours]; /* for one hour */
    struct slices s;
    s.below = share_up_to(ceiling, hourly);
    s.above = share_up_to(ceiling * v[LAW_complementary_ceiling], hourly) - s.below;
    s.insured = share_up_to(ceiling * v[LAW_unemployment_ceiling], hourly);
    s.minimums = hourly / v[LAW_smic_hourly];
    return s;
}

/* Rates of health and family insurance are lower up to a level of pay: on all of it, not on a slice. */
static double cut(const double *v, enum law_rule rate, enum law_rule until, double minimums)
{
    return minimums <= v[until] ? v[rate] : 0;
}

static double employer_insurance(const double *v, const struct slices *s)
{
    double family =
        v[LAW_employer_family] - cut(v, LAW_employer_family_cut, LAW_employer_family_cut_until, s->minimums);
    double health =
        v[LAW_employer_health] - cut(v, LAW_employer_health_cut, LAW_employer_health_cut_until, s->minimums);
    double complementary = s->below * (v[LAW_employer_arrco_below] + v[LAW_employer_agff_below] +
                                       v[LAW_employer_agirc_arrco_below] + v[LAW_employer_ceg_below]) +
                           s->above * (v[LAW_employer_arrco_above] + v[LAW_employer_agff_above] +
                                       v[LAW_employer_agirc_arrco_above] + v[LAW_employer_ceg_above]);
    return health + family + v[LAW_employer_pension_all] + v[LAW_employer_autonomy] +
           v[LAW_employer_accidents] + s->below * v[LAW_employer_pension_below] + complementary +
           (s->below < 1 ? v[LAW_employer_cet] : 0);
}

static double employer_levies(const double *v, const struct slices *s, bool large)
{
    double all = v[LAW_apprenticeship_tax] + v[LAW_apprenticeship_more] + v[LAW_social_dialogue];
    if (!large) {
        return all + v[LAW_training_small] + s->below * v[LAW_housing_fund_small];
    }
    return all + v[LAW_training_large] + v[LAW_construction_effort] + s->below * v[LAW_housing_fund_below] +
           (1 - s->below) * v[LAW_housing_fund_above];
}

/* The law rounds the coefficient to four places. */
static double rounded(double coefficient)
{
    return (double)(int64_t)(coefficient * 10000 + 0.5) / 10000;
}

/* From 2026: a least share and one that falls as a power, up to `until` minimum wages. */
static double reduction_by_power(const double *v, double minimums, bool large)
{
    double more = v[large ? LAW_reduction_more_large : LAW_reduction_more_small];
    double until = v[LAW_reduction_until];
    double left = (until / minimums - 1) / (until - 1);
    if (left <= 0) {
        return 0;
    }
    return rounded(v[LAW_reduction_least] + more * (left < 1 ? real_pow(left, v[LAW_reduction_power]) : 1));
}

static double reduction(const double *v, double minimums, bool large)
{
    if (v[LAW_reduction_least] > 0) {
        return reduction_by_power(v, minimums, large);
    }
    double most = v[large ? LAW_reduction_large : LAW_reduction_small];
    double until = v[LAW_reduction_until];
    double coefficient = until > 1 ? most / (until - 1) * (until / minimums - 1) : 0;
    return coefficient <= 0 ? 0 : coefficient < most ? rounded(coefficient) : most;
}

static double employee_insurance(const double *v, const struct slices *s)
{
    double complementary = s->below * (v[LAW_employee_arrco_below] + v[LAW_employee_agff_below] +
                                       v[LAW_employee_agirc_arrco_below] + v[LAW_employee_ceg_below]) +
                           s->above * (v[LAW_employee_arrco_above] + v[LAW_employee_agff_above] +
                                       v[LAW_employee_agirc_arrco_above] + v[LAW_employee_ceg_above]);
    return v[LAW_employee_health] + v[LAW_employee_pension_all] + s->below * v[LAW_employee_pension_below] +
           complementary + (s->below < 1 ? v[LAW_employee_cet] : 0);
}

void pay_levies_at(const struct law_values *law, double hourly, bool large, struct pay_levies *levies)
{
    const double *v = law->value;
    struct slices s = slices_of(v, hourly);
    double base = 1 - v[LAW_csg_allowance] * s.insured; /* the allowance ends at four ceilings, too */
    levies->employer = employer_insurance(v, &s) + employer_levies(v, &s, large);
    levies->reduction = reduction(v, s.minimums, large);
    levies->employer_unemployment =
        s.insured * (v[LAW_employer_unemployment] + v[LAW_employer_wage_guarantee]);
    levies->credit = s.minimums <= v[LAW_tax_credit_until] ? v[LAW_tax_credit] : 0;
    levies->employee = employee_insurance(v, &s);
    levies->employee_unemployment = s.insured * v[LAW_employee_unemployment];
    levies->social_levies = base * (v[LAW_csg_wage] + v[LAW_crds]);
    levies->social_levies_deductible = base * v[LAW_csg_wage_deductible];
}

double pay_employer_rate(const struct pay_levies *levies)
{
    return levies->employer - levies->reduction + levies->employer_unemployment;
}

double pay_net_share(const struct pay_levies *levies)
{
    return 1 - levies->employee - levies->employee_unemployment - levies->social_levies;
}
