/* Relief of low pay from employers' contributions: the French general reduction and the tax credit beside it.
 */
#include "models/labour_market/law/contribution_relief.h"

#include <string.h>

#include "models/labour_market/law/minimum_wage.h"

static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct contribution_relief_params *rules = part_params(p, &part_contribution_relief);
    institutions->relief.at_minimum = rules->at_minimum;
    institutions->relief.until = rules->until;
    institutions->relief.credit = rules->credit;
    institutions->relief.credit_until = rules->credit_until;
    institutions->relief.minimum = rules->minimum * 100;
}

static bool any_minimum(const struct parameters *p, int32_t day)
{
    struct institutions institutions = {0};
    part_minimum_wage.law(&institutions, p, day);
    for (size_t zone = 0; zone < p->zones.count; zone++) {
        if (institutions.minimum_wage[zone] > 0) {
            return true;
        }
    }
    return false;
}

/* It is counted in minimum wages. */
static const char *idle(const struct parameters *p, int32_t day, const struct param_slot *slot)
{
    bool own = strcmp(slot->group->path, "contribution_relief") == 0;
    const struct contribution_relief_params *rules = part_params(p, &part_contribution_relief);
    return own && rules->minimum <= 0 && !any_minimum(p, day)
               ? "there is no minimum wage that it could be counted in"
               : NULL;
}

static const struct param contribution_relief_params[] = {
    CONTRIBUTION_RELIEF_PARAMS(PARAM_ENTRY, struct contribution_relief_params)};
static const struct param_group groups[] = {
    PART_SCALARS(contribution_relief, "Policy: low pay is spared a part of employers' contributions.",
                 contribution_relief_params),
};
static const struct usual_range usuals[] = {
    {"contribution_relief.at_minimum", 0, 0.45, "law: from none to all contributions"},
    {"contribution_relief.until", 1.2, 3.5, "L241-13 as of 1993 to 2026"},
    {0},
};

const struct part part_contribution_relief = {
    .name = "contribution_relief",
    PART_OWN_GROUPS(groups, struct contribution_relief_params),
    .declares = {.usuals = usuals},
    .idle = idle,
    .law = law,
};
