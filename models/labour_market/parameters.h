/* All parameters of the labour market: the tables of a territory, the scalars of each process, the policies.
 *
 * Each is declared once, in one of the headers below; `bassin params` prints them all. */
#ifndef LABOUR_MARKET_PARAMETERS_H
#define LABOUR_MARKET_PARAMETERS_H

#include "models/labour_market/policies/policy_parameters.h"
#include "models/labour_market/process_parameters.h"
#include "models/labour_market/territory_parameters.h"

struct parameters {
    struct param_rows zones, travel, age_groups, qualifications, occupations, moves, sectors, staff, sizes,
        contracts, minimum_wages;
    struct firm_params firms;
    struct demand_params demand;
    struct staffing_params staffing;
    struct task_params tasks;
    struct interim_params interim;
    struct vacancy_params vacancies;
    struct search_params search;
    struct matching_params matching;
    struct wage_params wages;
    struct separation_params separations;
    struct life_params lives;
    struct self_employment_params self_employment;
    struct statistics_params statistics;
    struct household_params households;
    struct panel_params panel;
    struct minimum_wage_params minimum_wage;
    struct mini_job_params mini_jobs;
    struct fixed_term_params fixed_term;
    struct protection_params employment_protection;
    struct insurance_params unemployment_insurance;
};

enum {
    MAX_ZONES = 512,
    MAX_AGE_GROUPS = 24,
    MAX_QUALIFICATIONS = 8,
    MAX_OCCUPATIONS = 255,
    MAX_SECTORS = 64,
    MAX_CONTRACTS = 16,
    LOWEST_AGE = 15, /* people enter the model at 15 ... */
    HIGHEST_AGE = 75 /* ... and leave it at 75 */
};

/* Rows of a table as an array of its struct. */
#define ROWS(type, table) ((const struct type *)(table).rows)

extern const struct param_schema labour_market_schema;

/* What must hold across parameters; errors carry the place of the row at fault. */
enum status parameters_check(const void *params, struct error *error);

#endif
