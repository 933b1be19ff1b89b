#include "models/labour_market/parameters.h"

#include <math.h>
#include <string.h>

#include "models/labour_market/world.h"

#define LIST(group, FIELDS, type) static const struct param group[] = {FIELDS(PARAM_ENTRY, struct type)}

LIST(zone_fields, ZONE_FIELDS, zone);
LIST(travel_fields, TRAVEL_FIELDS, travel);
LIST(age_fields, AGE_FIELDS, age_group);
LIST(qualification_fields, QUALIFICATION_FIELDS, qualification);
LIST(occupation_fields, OCCUPATION_FIELDS, occupation);
LIST(move_fields, MOVE_FIELDS, move);
LIST(sector_fields, SECTOR_FIELDS, sector);
LIST(staff_fields, STAFF_FIELDS, staff_mix);
LIST(size_fields, SIZE_FIELDS, size_class);
LIST(contract_fields, CONTRACT_FIELDS, contract);
LIST(firm_params, FIRM_PARAMS, firm_params);
LIST(demand_params, DEMAND_PARAMS, demand_params);
LIST(staffing_params, STAFFING_PARAMS, staffing_params);
LIST(task_params, TASK_PARAMS, task_params);
LIST(interim_params, INTERIM_PARAMS, interim_params);
LIST(vacancy_params, VACANCY_PARAMS, vacancy_params);
LIST(search_params, SEARCH_PARAMS, search_params);
LIST(matching_params, MATCHING_PARAMS, matching_params);
LIST(wage_params, WAGE_PARAMS, wage_params);
LIST(separation_params, SEPARATION_PARAMS, separation_params);
LIST(life_params, LIFE_PARAMS, life_params);
LIST(self_employment_params, SELF_EMPLOYMENT_PARAMS, self_employment_params);
LIST(household_params, HOUSEHOLD_PARAMS, household_params);
LIST(minimum_wage_params, MINIMUM_WAGE_PARAMS, minimum_wage_params);
LIST(minimum_wage_fields, MINIMUM_WAGE_FIELDS, minimum_wage_step);
LIST(mini_job_params, MINI_JOB_PARAMS, mini_job_params);
LIST(fixed_term_params, FIXED_TERM_PARAMS, fixed_term_params);
LIST(protection_params, PROTECTION_PARAMS, protection_params);
LIST(insurance_params, INSURANCE_PARAMS, insurance_params);
LIST(statistics_params, STATISTICS_PARAMS, statistics_params);
LIST(panel_params, PANEL_PARAMS, panel_params);

#define TABLE(member, text, entries, row, most)                                                              \
    PARAM_TABLE(struct parameters, member, text, entries, row, most)
#define SCALARS(member, text, entries) PARAM_SCALARS(struct parameters, member, text, entries)

static const struct param_group groups[] = {
    TABLE(zones, "Places where people live and work.", zone_fields, struct zone, MAX_ZONES),
    TABLE(travel, "Minutes between zones.", travel_fields, struct travel, (size_t)MAX_ZONES *MAX_ZONES),
    TABLE(age_groups, "Residents by age and sex, and what they do on the first day.", age_fields,
          struct age_group, MAX_AGE_GROUPS),
    TABLE(qualifications, "Levels of qualification, lowest first.", qualification_fields,
          struct qualification, MAX_QUALIFICATIONS),
    TABLE(occupations, "Occupations.", occupation_fields, struct occupation, MAX_OCCUPATIONS),
    TABLE(moves, "Feasible moves between occupations (passerelles).", move_fields, struct move,
          (size_t)MAX_OCCUPATIONS *MAX_OCCUPATIONS),
    TABLE(sectors, "Sectors.", sector_fields, struct sector, MAX_SECTORS),
    TABLE(staff, "Which occupations a sector employs.", staff_fields, struct staff_mix,
          (size_t)MAX_SECTORS *MAX_OCCUPATIONS),
    TABLE(sizes, "Jobs by size of firm.", size_fields, struct size_class, 64),
    TABLE(contracts, "Contract types: the law and its prices.", contract_fields, struct contract,
          MAX_CONTRACTS),
    SCALARS(firms, "The firms of the first day.", firm_params),
    SCALARS(demand, "Demand of firms for labour.", demand_params),
    SCALARS(staffing, "How firms cover demand with core and flexible staff.", staffing_params),
    SCALARS(tasks, "Short tasks: absences and peaks of some days.", task_params),
    SCALARS(interim, "Temporary-work agencies.", interim_params),
    SCALARS(vacancies, "How posts are made known.", vacancy_params),
    SCALARS(search, "How people look for work.", search_params),
    SCALARS(matching, "How employers choose.", matching_params),
    SCALARS(wages, "Pay.", wage_params),
    SCALARS(separations, "How jobs end.", separation_params),
    SCALARS(lives, "Activity and retirement.", life_params),
    SCALARS(self_employment, "Work on one's own account.", self_employment_params),
    SCALARS(households, "Couples, their children, and the young at their parents' home.", household_params),
    SCALARS(minimum_wage, "Policy: the statutory minimum wage.", minimum_wage_params),
    TABLE(minimum_wages, "Policy: steps of the minimum wage, by zone and date.", minimum_wage_fields,
          struct minimum_wage_step, 4096),
    SCALARS(mini_jobs, "Policy: marginal employment.", mini_job_params),
    SCALARS(fixed_term, "Policy: rules and price of CDDs.", fixed_term_params),
    SCALARS(employment_protection, "Policy: what ending a CDI costs.", protection_params),
    SCALARS(unemployment_insurance, "Policy: benefits of the unemployed.", insurance_params),
    SCALARS(statistics, "How people are counted.", statistics_params),
    SCALARS(panel, "The panel of spells.", panel_params),
};

const struct param_schema labour_market_schema = {groups, sizeof groups / sizeof groups[0],
                                                  sizeof(struct parameters)};

/* Sums that must be 1 are given with few decimals. */
static const double SHARE_TOLERANCE = 0.002;

static const struct place *row_place(const struct param_rows *rows, size_t row)
{
    return rows->places != NULL && row < rows->count ? &rows->places[row] : NULL;
}

static enum status check_filled(const struct parameters *p, struct error *error)
{
    const struct {
        const char *name;
        const struct param_rows *rows;
    } tables[] = {{"zones", &p->zones},
                  {"age_groups", &p->age_groups},
                  {"qualifications", &p->qualifications},
                  {"occupations", &p->occupations},
                  {"sectors", &p->sectors},
                  {"staff", &p->staff},
                  {"sizes", &p->sizes},
                  {"contracts", &p->contracts}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (tables[i].rows->count == 0) {
            return error_set(error, STATUS_INPUT,
                             "the table \"%s\" is missing or empty, expected at least one row",
                             tables[i].name);
        }
    }
    return STATUS_OK;
}

/* The column of shares that starts `offset` bytes into each row adds up to 1. */
static enum status check_shares(const char *table, const struct param_rows *rows, size_t row_size,
                                size_t offset, const char *field, struct error *error)
{
    double sum = 0;
    for (size_t r = 0; r < rows->count; r++) {
        double share;
        memcpy(&share, (const char *)rows->rows + r * row_size + offset, sizeof share);
        sum += share;
    }
    if (fabs(sum - 1) > SHARE_TOLERANCE) {
        return error_set_at(error, STATUS_INPUT, row_place(rows, 0),
                            "%s.%s adds up to %.4f over %zu rows, expected 1", table, field, sum,
                            rows->count);
    }
    return STATUS_OK;
}

static enum status check_all_shares(const struct parameters *p, struct error *error)
{
    enum status status;
    TRY(check_shares("zones", &p->zones, sizeof(struct zone), offsetof(struct zone, jobs_share), "jobs_share",
                     error));
    TRY(check_shares("qualifications", &p->qualifications, sizeof(struct qualification),
                     offsetof(struct qualification, share), "share", error));
    TRY(check_shares("sectors", &p->sectors, sizeof(struct sector), offsetof(struct sector, jobs_share),
                     "jobs_share", error));
    TRY(check_shares("sizes", &p->sizes, sizeof(struct size_class), offsetof(struct size_class, jobs_share),
                     "jobs_share", error));
out:
    return status;
}

static enum status check_ages(const struct parameters *p, struct error *error)
{
    const struct age_group *ages = ROWS(age_group, p->age_groups);
    double weight = 0;
    for (size_t a = 0; a < p->age_groups.count; a++) {
        if (a == 0 && ages[a].from_age != LOWEST_AGE) {
            return error_set_at(error, STATUS_INPUT, row_place(&p->age_groups, a),
                                "the first age group begins at %d, expected %d", (int)ages[a].from_age,
                                LOWEST_AGE);
        }
        if (a > 0 && ages[a].from_age <= ages[a - 1].from_age) {
            return error_set_at(
                error, STATUS_INPUT, row_place(&p->age_groups, a),
                "age group \"%s\" begins at %d, expected more than %d, where the one before begins",
                ages[a].name.chars, (int)ages[a].from_age, (int)ages[a - 1].from_age);
        }
        weight += ages[a].men + ages[a].women;
    }
    if (weight <= 0) {
        return error_set_at(error, STATUS_INPUT, row_place(&p->age_groups, 0),
                            "the age groups have no weight at all, expected men or women above 0");
    }
    if (p->lives.retire_to < p->lives.retire_from) {
        return error_set(error, STATUS_INPUT,
                         "lives.retire_to is %g, expected at least lives.retire_from = %g",
                         p->lives.retire_to, p->lives.retire_from);
    }
    return STATUS_OK;
}

static enum status check_sizes(const struct parameters *p, struct error *error)
{
    const struct size_class *sizes = ROWS(size_class, p->sizes);
    for (size_t c = 0; c < p->sizes.count; c++) {
        if (sizes[c].to < sizes[c].from) {
            return error_set_at(error, STATUS_INPUT, row_place(&p->sizes, c),
                                "size class \"%s\" ends at %g, expected at least its beginning, %g",
                                sizes[c].name.chars, sizes[c].to, sizes[c].from);
        }
    }
    return STATUS_OK;
}

static enum status check_staff(const struct parameters *p, struct error *error)
{
    for (size_t s = 0; s < p->sectors.count; s++) {
        double sum = 0;
        for (size_t r = 0; r < p->staff.count; r++) {
            const struct staff_mix *mix = &ROWS(staff_mix, p->staff)[r];
            sum += mix->sector == (int32_t)s ? mix->share : 0;
        }
        if (sum <= 0) {
            return error_set_at(
                error, STATUS_INPUT, row_place(&p->sectors, s),
                "sector \"%s\" has no row in the table \"staff\", expected at least one occupation",
                ROWS(sector, p->sectors)[s].name.chars);
        }
    }
    return STATUS_OK;
}

/* Some contract has this status, and all that have it are open-ended or not, as the status says. */
static enum status check_contract(const struct parameters *p, int32_t contract_status, const char *name,
                                  bool open_ended, struct error *error)
{
    const struct contract *contracts = ROWS(contract, p->contracts);
    bool found = false;
    for (size_t c = 0; c < p->contracts.count; c++) {
        if (contracts[c].status != contract_status) {
            continue;
        }
        found = true;
        if (contracts[c].open_ended != open_ended) {
            return error_set_at(error, STATUS_INPUT, row_place(&p->contracts, c),
                                "contract \"%s\" has status %s and open_ended = %s, expected %s",
                                contracts[c].name.chars, name, open_ended ? "false" : "true",
                                open_ended ? "true" : "false");
        }
    }
    if (!found && contract_status <= STATUS_CDD) {
        return error_set_at(error, STATUS_INPUT, row_place(&p->contracts, 0),
                            "the table \"contracts\" has no row with the status %s, expected one", name);
    }
    return STATUS_OK;
}

static enum status check_contracts(const struct parameters *p, struct error *error)
{
    static const struct {
        const char *name;
        bool open_ended;
    } statuses[] = {[STATUS_CDI] = {"cdi", true},
                    [STATUS_CDD] = {"cdd", false},
                    [STATUS_INTERIM] = {"interim", false},
                    [STATUS_APPRENTICE] = {"apprentice", false},
                    [STATUS_MINI_JOB] = {"mini_job", true}};
    enum status status = STATUS_OK;
    for (int32_t s = 0; s <= STATUS_MINI_JOB; s++) {
        TRY(check_contract(p, s, statuses[s].name, statuses[s].open_ended, error));
    }
out:
    return status;
}

enum status parameters_check(const void *params, struct error *error)
{
    const struct parameters *p = params;
    enum status status;
    TRY(check_filled(p, error));
    TRY(check_all_shares(p, error));
    TRY(check_ages(p, error));
    TRY(check_sizes(p, error));
    TRY(check_staff(p, error));
    TRY(check_contracts(p, error));
out:
    return status;
}
