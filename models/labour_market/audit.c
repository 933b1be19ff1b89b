#include "models/labour_market/audit.h"

#include "models/labour_market/households.h"
#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"
#include "models/labour_market/wages.h"
#include "models/labour_market/world.h"

static const double MARGIN = 1 + 1e-9; /* of rounding */

#define BREACH(condition, ...)                                                                               \
    do {                                                                                                     \
        if (condition) {                                                                                     \
            return error_set(error, STATUS_FAILED, "audit: " __VA_ARGS__);                                   \
        }                                                                                                    \
    } while (0)

/* A fixed term keeps within the law of the day on which it was signed. */
static enum status audit_term(const struct world *w, size_t i, int32_t day, const struct contract *contract,
                              struct error *error)
{
    const struct people *people = &w->people;
    BREACH(people->job_end[i] <= day, "person %zu: contract ended on day %d", i, people->job_end[i]);
    if (people->job_start[i] < w->moment.law_since[0]) {
        return STATUS_OK;
    }
    int64_t length = (int64_t)people->job_end[i] - people->job_start[i];
    BREACH(contract->longest_days > 0 && length > contract->longest_days,
           "person %zu: contract \"%s\" lasts %lld days, the law allows %lld", i, contract->name.chars,
           (long long)length, (long long)contract->longest_days);
    BREACH(people->renewals[i] > contract->renewals,
           "person %zu: contract \"%s\" renewed %d times, the law allows %lld", i, contract->name.chars,
           people->renewals[i], (long long)contract->renewals);
    return STATUS_OK;
}

/* One status, and the rest of the row says the same. */
static enum status audit_job(const struct world *w, size_t i, int32_t day, struct error *error)
{
    const struct people *people = &w->people;
    BREACH(people->firm[i] >= w->firms.table.rows, "person %zu works for firm %u of %zu", i, people->firm[i],
           w->firms.table.rows);
    BREACH(people->contract[i] >= w->contract_count, "person %zu holds contract %d of %zu", i,
           people->contract[i], w->contract_count);
    const struct contract *contract = world_contract(w, people->contract[i]);
    BREACH(people->need[i] >= NEED_COUNT, "person %zu holds a post for need %d", i, people->need[i]);
    BREACH(contract->status != people->status[i], "person %zu has status %d on contract \"%s\"", i,
           people->status[i], contract->name.chars);
    BREACH((people->job_end[i] == NEVER) != contract->open_ended,
           "person %zu: contract \"%s\" ends on day %d", i, contract->name.chars, people->job_end[i]);
    BREACH(people->job_start[i] > day, "person %zu works from day %d on", i, people->job_start[i]);
    int32_t floor = wage_floor(w, people->firm[i], people->contract[i]);
    BREACH(people->wage[i] < floor, "person %zu is paid %d cents, below the minimum of %d", i,
           people->wage[i], floor);
    BREACH((people->agency[i] != NO_AGENCY) != (contract->agency_markup > 0),
           "person %zu on contract \"%s\" is employed by agency %d", i, contract->name.chars,
           people->agency[i]);
    BREACH(people->agency[i] != NO_AGENCY && people->agency[i] >= w->agencies.table.rows,
           "person %zu is employed by agency %d of %zu", i, people->agency[i], w->agencies.table.rows);
    double monthly = people->hours[i] * 4.348 * people->wage[i] / 100;
    BREACH(contract->pay_cap > 0 && people->hours[i] > 1 && monthly > contract->pay_cap * MARGIN,
           "person %zu earns %.2f a month on contract \"%s\", the cap is %.2f", i, monthly,
           contract->name.chars, contract->pay_cap);
    BREACH(contract->pay_cap > 0 && contract->hours > 0 && people->hours[i] > contract->hours + 0.5,
           "person %zu works %d hours a week on contract \"%s\", the cap is %g", i, people->hours[i],
           contract->name.chars, contract->hours);
    return contract->open_ended ? STATUS_OK : audit_term(w, i, day, contract, error);
}

/* The second job is a job at a firm that counts it. */
static enum status audit_second(const struct world *w, size_t i, int32_t day, struct error *error)
{
    const struct people *people = &w->people;
    BREACH(people->second_firm[i] >= w->firms.table.rows, "person %zu has a second job at firm %u of %zu", i,
           people->second_firm[i], w->firms.table.rows);
    BREACH(people->second_since[i] > day, "person %zu has a second job from day %d on", i,
           people->second_since[i]);
    int32_t floor = wage_floor(w, people->second_firm[i], contract_with(w->p, STATUS_MINI_JOB));
    BREACH(people->second_wage[i] < floor, "person %zu is paid %d cents in the second job, below the minimum",
           i, people->second_wage[i]);
    return STATUS_OK;
}

/* Partners point at each other, so neither points at someone who had the row before. */
enum status audit_household(const struct world *w, size_t i, struct error *error)
{
    const struct people *people = &w->people;
    uint32_t partner = people->partner[i];
    BREACH(people->children[i] > CHILDREN_ALL, "person %zu has children of ages %x", i, people->children[i]);
    if (partner == NOBODY || partner == PARTNER_OUTSIDE) {
        return STATUS_OK;
    }
    BREACH(partner >= people->table.rows, "person %zu lives with person %u of %zu", i, partner,
           people->table.rows);
    BREACH(people->partner[partner] != i, "person %zu lives with person %u, who lives with person %u", i,
           partner, people->partner[partner]);
    BREACH(people->female[i] == people->female[partner], "person %zu lives with person %u of the same sex", i,
           partner);
    BREACH(people->zone[i] != people->zone[partner], "person %zu of zone %d lives with person %u of zone %d",
           i, people->zone[i], partner, people->zone[partner]);
    BREACH(people->children[i] != people->children[partner],
           "person %zu has children of ages %x, the partner %u of ages %x", i, people->children[i], partner,
           people->children[partner]);
    return STATUS_OK;
}

static enum status audit_person(const struct world *w, size_t i, int32_t day, struct error *error)
{
    const struct people *people = &w->people;
    BREACH(people->status[i] >= STATUS_COUNT, "person %zu has status %d", i, people->status[i]);
    BREACH(people->zone[i] >= w->zone_count, "person %zu lives in zone %d", i, people->zone[i]);
    BREACH(people->occupation[i] >= w->occupation_count, "person %zu has occupation %d", i,
           people->occupation[i]);
    BREACH(people->qualification[i] >= w->level_count, "person %zu has level %d", i,
           people->qualification[i]);
    int32_t age = person_age(w, i, day);
    BREACH(age < LOWEST_AGE - 1 || age > HIGHEST_AGE, "person %zu is %d years old", i, age);
    BREACH(people->due[i] <= day, "person %zu was due on day %d and has not acted", i, people->due[i]);
    BREACH(people->since[i] > day, "person %zu: the spell begins on day %d", i, people->since[i]);
    BREACH(people->event_day[i] <= day, "person %zu: an event of day %d was missed", i, people->event_day[i]);
    BREACH(people->second_end[i] <= day, "person %zu: the end of a second job on day %d was missed", i,
           people->second_end[i]);
    BREACH(!(people->attachment[i] > 0), "person %zu has attachment %g", i, (double)people->attachment[i]);
    BREACH(people->detached_since[i] > day || people->jobless_since[i] > day,
           "person %zu is without a job since day %d, detached since day %d", i, people->jobless_since[i],
           people->detached_since[i]);
    enum status status = audit_household(w, i, error);
    if (status == STATUS_OK && people->second_firm[i] != NO_FIRM) {
        status = audit_second(w, i, day, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (status_employee(people->status[i])) {
        return audit_job(w, i, day, error);
    }
    BREACH(people->firm[i] != NO_FIRM, "person %zu has status %d and works for firm %u", i, people->status[i],
           people->firm[i]);
    BREACH(people->job_end[i] != NEVER, "person %zu has no job, and one that ends on day %d", i,
           people->job_end[i]);
    BREACH(people->status[i] == STATUS_UNEMPLOYED && people->next_search[i] == NEVER,
           "person %zu is unemployed and never searches", i);
    BREACH(people->status[i] == STATUS_RETIRED && people->retire_day[i] > day,
           "person %zu is retired and retires on day %d", i, people->retire_day[i]);
    bool at_school = people->school_end[i] > day;
    BREACH(at_school && (people->status[i] == STATUS_UNEMPLOYED || people->status[i] == STATUS_HALO),
           "person %zu is at school until day %d and has status %d", i, people->school_end[i],
           people->status[i]);
    return STATUS_OK;
}

/* The firm's list of staff names people who work there, both ways, and the head counts are theirs. */
static enum status audit_firm(const struct world *w, size_t f, int64_t *listed, struct error *error)
{
    const struct people *people = &w->people;
    int64_t staff[NEED_COUNT] = {0}, sum = 0;
    uint32_t prev = NOBODY;
    for (uint32_t i = w->firms.first_staff[f]; i != NOBODY; i = people->staff_next[i]) {
        BREACH(i >= people->table.rows, "firm %zu lists person %u of %zu", f, i, people->table.rows);
        BREACH(people->firm[i] != f, "firm %zu lists person %u, who works for firm %u", f, i,
               people->firm[i]);
        BREACH(people->staff_prev[i] != prev, "firm %zu: person %u does not point back", f, i);
        BREACH(people->need[i] >= NEED_COUNT, "firm %zu: person %u holds a post for need %d", f, i,
               people->need[i]);
        staff[people->need[i]]++;
        BREACH(++sum > (int64_t)people->table.rows, "firm %zu: the list of staff runs in a circle", f);
        prev = i;
    }
    *listed += sum;
    prev = NOBODY;
    for (uint32_t i = w->firms.first_second[f]; i != NOBODY; i = people->second_next[i]) {
        BREACH(people->second_firm[i] != f, "firm %zu lists person %u, whose second job is at firm %u", f, i,
               people->second_firm[i]);
        BREACH(people->second_prev[i] != prev, "firm %zu: person %u does not point back from the second job",
               f, i);
        staff[NEED_MARGINAL]++;
        prev = i;
    }
    for (int need = 0; need < NEED_COUNT; need++) {
        int32_t counted = *firm_staff(&w->firms, f, (enum need)need);
        BREACH(staff[need] != counted, "firm %zu counts %d people for need %d, its lists have %lld", f,
               counted, need, (long long)staff[need]);
    }
    BREACH(w->firms.cancel_core[f] != 0 || w->firms.cancel_peak[f] != 0,
           "firm %zu: a withdrawal was not settled", f);
    return STATUS_OK;
}

/* Open vacancies per firm are those of the table. Uses the sum over all firms and the sign of each. */
static enum status audit_vacancies(const struct world *w, struct error *error)
{
    int64_t open[NEED_COUNT] = {0};
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        BREACH(w->vacancies.firm[v] >= w->firms.table.rows, "vacancy %zu belongs to firm %u", v,
               w->vacancies.firm[v]);
        int32_t floor = wage_floor(w, w->vacancies.firm[v], w->vacancies.contract[v]);
        BREACH(w->vacancies.wage[v] < floor, "vacancy %zu pays %d cents, below the minimum of %d", v,
               w->vacancies.wage[v], floor);
        open[w->vacancies.need[v]] += !w->vacancies.closed[v];
    }
    for (int need = 0; need < NEED_COUNT; need++) {
        int64_t counted = 0;
        for (size_t f = 0; f < w->firms.table.rows; f++) {
            int32_t here = *firm_open(&w->firms, f, (enum need)need);
            BREACH(here < 0, "firm %zu has %d open vacancies for need %d", f, here, need);
            counted += here;
        }
        BREACH(open[need] != counted, "%lld vacancies for need %d are open, firms count %lld",
               (long long)open[need], need, (long long)counted);
    }
    return STATUS_OK;
}

enum status audit(const void *world, int32_t day, struct error *error)
{
    const struct world *w = world;
    int64_t employed = 0, listed = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        TRY(audit_person(w, i, day, error));
        employed += status_employee(w->people.status[i]);
    }
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        TRY(audit_firm(w, f, &listed, error));
    }
    TRY(audit_vacancies(w, error));
    if (employed != listed) {
        TRY(error_set(error, STATUS_FAILED, "audit: %lld people are employed, firms list %lld",
                      (long long)employed, (long long)listed));
    }
out:
    return status;
}
