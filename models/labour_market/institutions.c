#include "models/labour_market/institutions.h"

#include <string.h>

#include "models/labour_market/policies/policies.h"

void institutions_set(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    memset(institutions, 0, sizeof *institutions);
    for (size_t c = 0; c < p->contracts.count; c++) {
        institutions->contract[c] = ROWS(contract, p->contracts)[c];
    }
    for (size_t s = 0; s < p->sectors.count; s++) {
        institutions->branch_minimum[s] = (int32_t)(ROWS(sector, p->sectors)[s].minimum * 100 + 0.5);
    }
    institutions->agreed = 1;
    for (size_t k = 0; k < policy_count; k++) {
        policies[k].apply(institutions, p, day);
    }
}
