/* The policies: one file each, one function each, which writes its part of the institutions from its own
 * parameters. A policy whose parameters are at rest changes nothing. A new policy is a new file, its
 * parameters in policy_parameters.h, and a line in policies.c. */
#ifndef LABOUR_MARKET_POLICIES_H
#define LABOUR_MARKET_POLICIES_H

#include <stddef.h>

#include "models/labour_market/institutions.h"

struct policy {
    const char *name;
    void (*apply)(struct institutions *institutions, const struct parameters *p, int32_t day);
};

extern const struct policy policies[];
extern const size_t policy_count;

void minimum_wage_apply(struct institutions *institutions, const struct parameters *p, int32_t day);
void mini_jobs_apply(struct institutions *institutions, const struct parameters *p, int32_t day);
void fixed_term_apply(struct institutions *institutions, const struct parameters *p, int32_t day);
void employment_protection_apply(struct institutions *institutions, const struct parameters *p, int32_t day);
void unemployment_insurance_apply(struct institutions *institutions, const struct parameters *p, int32_t day);

/* The day of the first step of the minimum wage after `day`, or DUE_NEVER: steps change institutions by
 * themselves, without a dated change of a parameter. */
int32_t minimum_wage_next_step(const struct parameters *p, int32_t day);

#endif
