/* All parameters of the labour market: the tables of a territory and the scalars of each process.
 *
 * Each is declared once, in one of the headers below; `bassin params` prints them all. A part that reads its
 * parameters alone may keep them in a struct of its own (state/part.h) and has no line here. */
#ifndef LABOUR_MARKET_PARAMETERS_H
#define LABOUR_MARKET_PARAMETERS_H

#include "models/labour_market/process_parameters.h"
#include "models/labour_market/territory_parameters.h"
#include "sim/model.h"

struct parameters {
    struct param_rows zones, travel, age_groups, qualifications, occupations, moves, sectors, staff, sizes,
        contracts;
    struct firm_params firms;
    struct demand_params demand;
    struct staffing_params staffing;
    struct task_params tasks;
    struct interim_params interim;
    struct vacancy_params vacancies;
    struct search_params search;
    struct hours_params hours;
    struct matching_params matching;
    struct pair_params pairs;
    struct wage_params wages;
    struct local_market_params local_market;
    struct separation_params separations;
    struct life_params lives;
    struct self_employment_params self_employment;
    struct statistics_params statistics;
    struct household_params households;
    struct panel_params panel;
};

enum {
    MAX_ZONES = 512,
    MAX_AGE_GROUPS = 24,
    MAX_QUALIFICATIONS = 8,
    MAX_OCCUPATIONS = 255,
    MAX_SECTORS = 64,
    MAX_CONTRACTS = 16,
    LOWEST_AGE = 15,  /* people enter the model at 15 ... */
    HIGHEST_AGE = 75, /* ... and leave it at 75 */
    YEARS_OF_AGE = HIGHEST_AGE - LOWEST_AGE
};

/* Rows of a table as an array of its struct. */
#define ROWS(type, table) ((const struct type *)(table).rows)

/* What of a territory does not look like a place: see territory_remarks.c. */
void parameters_oddities(const struct scenario *scenario, const struct remark_listener *to);

#endif
