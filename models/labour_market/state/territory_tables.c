/* The tables of a territory: what must hold across them, and what they say of the law. */
#include <math.h>
#include <string.h>

#include "models/labour_market/state/part.h"
#include "models/labour_market/state/territory.h"

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

#define TABLE(member, text, entries, row, most)                                                              \
    PARAM_TABLE(struct parameters, member, text, entries, row, most)

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
};

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
        if (c > 0 && sizes[c].from <= sizes[c - 1].from) {
            return error_set_at(error, STATUS_INPUT, row_place(&p->sizes, c),
                                "size class \"%s\" begins at %g, expected more than %g, where the one before "
                                "begins",
                                sizes[c].name.chars, sizes[c].from, sizes[c - 1].from);
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

/* Posts of every occupation exist somewhere: people who have it could never find one otherwise. */
static enum status check_occupations(const struct parameters *p, struct error *error)
{
    for (size_t o = 0; o < p->occupations.count; o++) {
        double sum = 0;
        for (size_t r = 0; r < p->staff.count; r++) {
            const struct staff_mix *mix = &ROWS(staff_mix, p->staff)[r];
            double jobs = ROWS(sector, p->sectors)[mix->sector].jobs_share * mix->share;
            sum += mix->occupation == (int32_t)o ? jobs : 0;
        }
        if (sum <= 0) {
            return error_set_at(
                error, STATUS_INPUT, row_place(&p->occupations, o),
                "no sector that has jobs employs \"%s\", expected a row of the table \"staff\" with it",
                ROWS(occupation, p->occupations)[o].name.chars);
        }
    }
    return STATUS_OK;
}

/* Marks the zones that travel times lead to from those that are marked; returns how many it has found. */
static size_t reach(const struct parameters *p, bool reached[MAX_ZONES])
{
    size_t found = 0;
    for (size_t r = 0; r < p->travel.count; r++) { /* a row is also the way back */
        const struct travel *travel = &ROWS(travel, p->travel)[r];
        if (reached[travel->from] != reached[travel->to]) {
            reached[travel->from] = reached[travel->to] = true;
            found++;
        }
    }
    return found;
}

/* Travel times lead from every zone to every other one, if by others. */
static enum status check_travel(const struct parameters *p, struct error *error)
{
    bool reached[MAX_ZONES] = {true};
    while (reach(p, reached) > 0) {
    }
    for (size_t z = 1; z < p->zones.count; z++) {
        if (!reached[z]) {
            return error_set_at(error, STATUS_INPUT, row_place(&p->zones, z),
                                "no travel time leads from zone \"%s\" to zone \"%s\", expected a row of the "
                                "table \"travel\"",
                                ROWS(zone, p->zones)[0].name.chars, ROWS(zone, p->zones)[z].name.chars);
        }
    }
    return STATUS_OK;
}

static enum status check_jobs(const struct parameters *p, struct error *error)
{
    enum { MOST_JOBS = 2 }; /* for a resident: more is a mistake */
    double residents = 0;
    for (size_t z = 0; z < p->zones.count; z++) {
        residents += (double)ROWS(zone, p->zones)[z].population;
    }
    if (p->firms.jobs <= 0) {
        return error_set(
            error, STATUS_INPUT,
            "firms.jobs is missing, expected the jobs of the territory, which has %.0f residents", residents);
    }
    if (p->firms.jobs > MOST_JOBS * residents) {
        return error_set(error, STATUS_INPUT,
                         "firms.jobs is %.0f, expected at most %d for each of the %.0f residents",
                         p->firms.jobs, MOST_JOBS, residents);
    }
    return STATUS_OK;
}

/* All contracts of a role are open-ended or not, as the role says; where one is needed, it has this status.
 */
static enum status check_role(const struct parameters *p, enum role role, bool open_ended, const char *status,
                              bool needed, struct error *error)
{
    const struct contract *contracts = ROWS(contract, p->contracts);
    bool found = false;
    for (size_t c = 0; c < p->contracts.count; c++) {
        if (status_role((uint8_t)contracts[c].status) != role) {
            continue;
        }
        found |= strcmp(status_kinds[contracts[c].status].label, status) == 0;
        if (contracts[c].open_ended != open_ended) {
            return error_set_at(error, STATUS_INPUT, row_place(&p->contracts, c),
                                "contract \"%s\" has status %s and open_ended = %s, expected %s",
                                contracts[c].name.chars, status_kinds[contracts[c].status].label,
                                open_ended ? "false" : "true", open_ended ? "true" : "false");
        }
    }
    if (!found && needed) {
        return error_set_at(error, STATUS_INPUT, row_place(&p->contracts, 0),
                            "the table \"contracts\" has no row with the status %s, expected one", status);
    }
    return STATUS_OK;
}

static enum status check_contracts(const struct parameters *p, struct error *error)
{
    enum status status;
    TRY(check_role(p, ROLE_CORE, true, "cdi", true, error));
    TRY(check_role(p, ROLE_FLEXIBLE, false, "cdd", true, error));
    TRY(check_role(p, ROLE_TRAINING, false, "apprentice", false, error));
    TRY(check_role(p, ROLE_MARGINAL, true, "mini_job", false, error));
out:
    return status;
}

static enum status check(const struct parameters *p, struct error *error)
{
    enum status status;
    TRY(check_filled(p, error));
    TRY(check_all_shares(p, error));
    TRY(check_ages(p, error));
    TRY(check_sizes(p, error));
    TRY(check_staff(p, error));
    TRY(check_occupations(p, error));
    TRY(check_travel(p, error));
    TRY(check_jobs(p, error));
    TRY(check_contracts(p, error));
out:
    return status;
}

/* The law as the tables say it: contracts, and branch minima. */
static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    for (size_t c = 0; c < p->contracts.count; c++) {
        institutions->contract[c] = ROWS(contract, p->contracts)[c];
    }
    for (size_t s = 0; s < p->sectors.count; s++) {
        institutions->branch_minimum[s] = (int32_t)(ROWS(sector, p->sectors)[s].minimum * 100 + 0.5);
    }
    institutions->agreed = 1;
}

static const struct usual_range usuals[] = {
    {"sectors.minimum", 0, 20, USUAL_PAY},
    {"occupations.pay", 5, 60, "assumption: from half the SMIC of 2016 to managers' pay"},
    {"contracts.contributions", 0.1, 0.7, "assumption: European rates"},
    {"contracts.end_bonus", 0, 0.3, "assumption: up to three times the French bonus"},
    {0},
};

const struct part part_territory = {
    .name = "territory",
    PART_GROUPS(groups),
    .declares = {.usuals = usuals},
    .check = check,
    .law = law,
    .create = territory_init,
    .destroy = territory_clear,
};
