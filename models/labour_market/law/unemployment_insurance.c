/* Unemployment insurance in its simple form: rights earned by the day worked, a replacement rate, a duration.
 */
#include "models/labour_market/law/unemployment_insurance.h"

static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct insurance_params *rules = part_params(p, &part_unemployment_insurance);
    institutions->insurance.replacement = rules->replacement;
    institutions->insurance.days_per_day = rules->days_per_day;
    institutions->insurance.effort = rules->effort;
    institutions->insurance.reservation = rules->reservation;
    institutions->insurance.after_resignation = rules->after_resignation;
    institutions->insurance.least_days = (int32_t)rules->least_days;
    institutions->insurance.most_days = (int32_t)rules->most_days;
}

static const struct param insurance_params[] = {INSURANCE_PARAMS(PARAM_ENTRY, struct insurance_params)};
static const struct param_group groups[] = {
    PART_SCALARS(unemployment_insurance, "Policy: benefits of the unemployed.", insurance_params),
};

static const struct requirement needs[] = {
    {"unemployment_insurance", NULL, "unemployment_insurance.replacement", false}, {0}};
static const struct usual_range usuals[] = {
    {"unemployment_insurance.replacement", 0, 0.8, "assumption: European laws"},
    {"unemployment_insurance.most_days", 0, 1500, "assumption: European laws"},
    {0},
};

const struct part part_unemployment_insurance = {
    .name = "unemployment_insurance",
    PART_OWN_GROUPS(groups, struct insurance_params),
    .declares = {.needs = needs, .usuals = usuals},
    .law = law,
};
