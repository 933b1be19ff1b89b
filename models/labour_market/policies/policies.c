#include "models/labour_market/policies/policies.h"

const struct policy policies[] = {
    {"minimum_wage", minimum_wage_apply},
    {"mini_jobs", mini_jobs_apply},
    {"fixed_term", fixed_term_apply},
    {"employment_protection", employment_protection_apply},
    {"unemployment_insurance", unemployment_insurance_apply},
};
const size_t policy_count = sizeof policies / sizeof policies[0];
