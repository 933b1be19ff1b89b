/* Marginal employment (the German mini-job): few hours, little pay, flat contributions. Contract types with
 * the role of marginal jobs are allowed only where this policy allows them. */
#include "models/labour_market/law/mini_jobs.h"

#include <string.h>

#include "models/labour_market/codes.h"

static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct mini_job_params *rules = part_params(p, &part_mini_jobs);
    institutions->marginal_beside = rules->beside;
    for (size_t c = 0; c < p->contracts.count; c++) {
        struct contract *contract = &institutions->contract[c];
        if (status_role((uint8_t)contract->status) != ROLE_MARGINAL) {
            continue;
        }
        contract->allowed = contract->allowed && rules->allowed;
        contract->pay_cap = rules->pay_cap;
        contract->hours = rules->hours_cap;
        contract->contributions = rules->contributions;
        contract->insured = rules->insured;
    }
}

static const char *idle(const struct parameters *p, int32_t day, const struct param_slot *slot)
{
    static const char *const written[] = {"pay_cap", "hours", "contributions", "insured"};
    (void)day;
    if (strcmp(slot->group->path, "contracts") != 0 ||
        status_role((uint8_t)ROWS(contract, p->contracts)[slot->row].status) != ROLE_MARGINAL) {
        return NULL;
    }
    for (size_t k = 0; k < sizeof written / sizeof written[0]; k++) {
        if (strcmp(slot->param->name, written[k]) == 0) {
            return "the rules of mini_jobs hold for this contract";
        }
    }
    return NULL;
}

static const struct param mini_job_params[] = {MINI_JOB_PARAMS(PARAM_ENTRY, struct mini_job_params)};
static const struct param_group groups[] = {
    PART_SCALARS(mini_jobs, "Policy: marginal employment.", mini_job_params),
};

static const struct requirement needs[] = {{"mini_jobs", NULL, "mini_jobs.allowed", false}, {0}};
static const struct usual_range usuals[] = {
    {"mini_jobs.pay_cap", 200, 1000, "assumption: the German caps of 325 to 556 EUR and half as much beyond"},
    {"mini_jobs.hours_cap", 5, 20, "assumption"},
    {0},
};

const struct part part_mini_jobs = {
    .name = "mini_jobs",
    PART_OWN_GROUPS(groups, struct mini_job_params),
    .declares = {.needs = needs, .usuals = usuals},
    .idle = idle,
    .law = law,
};
