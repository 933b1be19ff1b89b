#include "models/labour_market/incomes/unemployment_benefit.h"

double benefit_reference_wage(const struct law_values *law, double gross, double days)
{
    if (days <= 0) {
        return 0;
    }
    double wage = gross / days;
    double most = law->value[LAW_ui_wage_ceiling] * law->value[LAW_pss_monthly] * 12 / 365;
    return wage < most ? wage : most;
}

double benefit_daily(const struct law_values *law, double reference, double time)
{
    const double *v = law->value;
    double with_fixed = v[LAW_ui_share_with_fixed] * reference + v[LAW_ui_fixed] * time;
    double benefit = v[LAW_ui_share] * reference;
    benefit = with_fixed > benefit ? with_fixed : benefit;
    benefit = v[LAW_ui_floor] * time > benefit ? v[LAW_ui_floor] * time : benefit;
    double most = v[LAW_ui_cap] * reference;
    return benefit < most ? benefit : most;
}

static double most_days(const double *v, int32_t age)
{
    if (v[LAW_ui_senior2_age] > 0 && age >= v[LAW_ui_senior2_age]) {
        return v[LAW_ui_senior2_most];
    }
    return age >= v[LAW_ui_senior1_age] ? v[LAW_ui_senior1_most] : v[LAW_ui_most];
}

/* From 2023 on a factor shortens all durations; the longest ones are given with it. */
int32_t benefit_days(const struct law_values *law, int32_t days, int32_t age)
{
    const double *v = law->value;
    if (days < v[LAW_ui_least_days]) {
        return 0;
    }
    double paid = v[LAW_ui_duration_factor] > 0 ? days * v[LAW_ui_duration_factor] : days;
    double most = most_days(v, age);
    paid = paid < most ? paid : most;
    return (int32_t)(paid < v[LAW_ui_least_paid] ? v[LAW_ui_least_paid] : paid);
}

int32_t benefit_reference_months(const struct law_values *law, int32_t age)
{
    bool senior = age >= law->value[LAW_ui_senior_age];
    return (int32_t)law->value[senior ? LAW_ui_reference_months_senior : LAW_ui_reference_months];
}

int32_t benefit_days_paid(const struct law_values *law, double reference, double daily, int32_t days,
                          double pay)
{
    const double *v = law->value;
    double benefit = daily * days - v[LAW_ui_pay_deducted] * pay;
    if (v[LAW_ui_total_cap] > 0 && pay > 0) { /* pay and benefit together do not exceed the former pay */
        double room = v[LAW_ui_total_cap] * reference - pay;
        benefit = benefit < room ? benefit : room;
    }
    return benefit > 0 && daily > 0 ? (int32_t)(benefit / daily + 0.5) : 0;
}

void benefit_levies_at(const struct law_values *law, double reference, double daily,
                       struct benefit_levies *levies)
{
    const double *v = law->value;
    double minimum = v[LAW_smic_hourly] * 35 / 7;
    double over_floor = daily - v[LAW_ui_floor];
    double pension = v[LAW_ui_pension_contribution] * reference;
    levies->pension = over_floor <= 0 ? 0 : pension < over_floor ? pension : over_floor;
    double base = daily * (1 - v[LAW_csg_allowance]);
    double social = base * (v[LAW_csg_benefit] + v[LAW_crds]);
    double left = daily - levies->pension - minimum;
    double taken = left <= 0 ? 0 : social < left ? social : left;
    levies->social_levies = taken;
    levies->deductible = social > 0 ? base * v[LAW_csg_benefit_deductible] * taken / social : 0;
}
