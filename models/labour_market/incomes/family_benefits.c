#include "models/labour_market/incomes/family_benefits.h"

double family_allowance(const struct law_values *law, int children, double income)
{
    const double *v = law->value;
    if (children < 2) {
        return 0;
    }
    double amount = v[LAW_family_base] * (v[LAW_family_two] + (children - 2) * v[LAW_family_more]);
    double more = children * v[LAW_family_from_child];
    if (v[LAW_family_quarter_from] > 0 && income > v[LAW_family_quarter_from] + more) {
        amount /= 4;
    } else if (v[LAW_family_half_from] > 0 && income > v[LAW_family_half_from] + more) {
        amount /= 2;
    }
    return amount * (1 - v[LAW_crds]);
}

double housing_allowance(const struct law_values *law, int adults, int children, double income)
{
    const double *v = law->value;
    double most = v[adults == 1 && children == 0 ? LAW_housing_single : LAW_housing_couple];
    most += (adults == 1 && children > 0 ? children - 1 : children) * v[LAW_housing_child];
    double free = v[LAW_housing_free_single] + (adults + children - 1) * v[LAW_housing_free_more];
    double over = income > free ? (income - free) / 12 : 0;
    double amount = most - v[LAW_housing_taper] * over;
    return amount >= v[LAW_housing_least] ? amount : 0;
}
