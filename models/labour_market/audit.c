#include "models/labour_market/audit.h"

#include "models/labour_market/person.h"
#include "models/labour_market/world.h"

#define BREACH(condition, ...)                                                                               \
    do {                                                                                                     \
        if (condition) {                                                                                     \
            return error_set(error, STATUS_FAILED, "audit: " __VA_ARGS__);                                   \
        }                                                                                                    \
    } while (0)

/* One status, and the rest of the row says the same. */
static enum status audit_job(const struct world *w, size_t i, int32_t day, struct error *error)
{
    const struct people *people = &w->people;
    BREACH(people->firm[i] >= w->firms.table.rows, "person %zu works for firm %u of %zu", i, people->firm[i],
           w->firms.table.rows);
    BREACH(people->contract[i] >= w->contract_count, "person %zu holds contract %d of %zu", i,
           people->contract[i], w->contract_count);
    const struct contract *contract = world_contract(w, people->contract[i]);
    BREACH(contract->open_ended != (people->status[i] == STATUS_CDI),
           "person %zu has status %d on contract \"%s\"", i, people->status[i], contract->name.chars);
    BREACH((people->job_end[i] == NEVER) != contract->open_ended,
           "person %zu: contract \"%s\" ends on day %d", i, contract->name.chars, people->job_end[i]);
    BREACH(people->job_start[i] > day, "person %zu works from day %d on", i, people->job_start[i]);
    BREACH(people->wage[i] < w->minimum_wage, "person %zu is paid %d cents, below the minimum of %d", i,
           people->wage[i], w->minimum_wage);
    if (!contract->open_ended) {
        BREACH(people->job_end[i] <= day, "person %zu: contract ended on day %d", i, people->job_end[i]);
        int64_t length = (int64_t)people->job_end[i] - people->job_start[i];
        BREACH(contract->longest_days > 0 && length > contract->longest_days,
               "person %zu: contract \"%s\" lasts %lld days, the law allows %lld", i, contract->name.chars,
               (long long)length, (long long)contract->longest_days);
        BREACH(people->renewals[i] > contract->renewals,
               "person %zu: contract \"%s\" renewed %d times, the law allows %lld", i, contract->name.chars,
               people->renewals[i], (long long)contract->renewals);
    }
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
    if (status_employed(people->status[i])) {
        return audit_job(w, i, day, error);
    }
    BREACH(people->firm[i] != NO_FIRM, "person %zu has status %d and works for firm %u", i, people->status[i],
           people->firm[i]);
    BREACH(people->job_end[i] != NEVER, "person %zu has no job, and one that ends on day %d", i,
           people->job_end[i]);
    bool searches = people->next_search[i] != NEVER;
    BREACH(searches != (people->status[i] == STATUS_UNEMPLOYED),
           "person %zu with status %d searches next on day %d", i, people->status[i], people->next_search[i]);
    return STATUS_OK;
}

/* The firm's list of staff names people who work there, both ways, and the head counts are theirs. */
static enum status audit_firm(const struct world *w, size_t f, int64_t *listed, struct error *error)
{
    const struct people *people = &w->people;
    int64_t core = 0, flexible = 0;
    uint32_t prev = NOBODY;
    for (uint32_t i = w->firms.first_staff[f]; i != NOBODY; i = people->staff_next[i]) {
        BREACH(i >= people->table.rows, "firm %zu lists person %u of %zu", f, i, people->table.rows);
        BREACH(people->firm[i] != f, "firm %zu lists person %u, who works for firm %u", f, i,
               people->firm[i]);
        BREACH(people->staff_prev[i] != prev, "firm %zu: person %u does not point back", f, i);
        core += people->status[i] == STATUS_CDI;
        flexible += people->status[i] == STATUS_CDD;
        BREACH(core + flexible > (int64_t)people->table.rows, "firm %zu: the list of staff runs in a circle",
               f);
        prev = i;
    }
    BREACH(core != w->firms.core[f] || flexible != w->firms.flexible[f],
           "firm %zu counts %d + %d staff, its list has %lld + %lld", f, w->firms.core[f],
           w->firms.flexible[f], (long long)core, (long long)flexible);
    BREACH(w->firms.cancel_core[f] != 0 || w->firms.cancel_flexible[f] != 0,
           "firm %zu: a withdrawal was not settled", f);
    *listed += core + flexible;
    return STATUS_OK;
}

/* Open vacancies per firm are those of the table. Uses the sum over all firms and the sign of each. */
static enum status audit_vacancies(const struct world *w, struct error *error)
{
    int64_t open = 0, counted = 0;
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        BREACH(w->vacancies.firm[v] >= w->firms.table.rows, "vacancy %zu belongs to firm %u", v,
               w->vacancies.firm[v]);
        BREACH(w->vacancies.wage[v] < w->minimum_wage, "vacancy %zu pays %d cents, below the minimum of %d",
               v, w->vacancies.wage[v], w->minimum_wage);
        open += !w->vacancies.closed[v];
    }
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        BREACH(w->firms.open_core[f] < 0 || w->firms.open_flexible[f] < 0,
               "firm %zu has %d + %d open vacancies", f, w->firms.open_core[f], w->firms.open_flexible[f]);
        counted += w->firms.open_core[f] + w->firms.open_flexible[f];
    }
    BREACH(open != counted, "%lld vacancies are open, firms count %lld", (long long)open, (long long)counted);
    return STATUS_OK;
}

enum status audit(const void *world, int32_t day, struct error *error)
{
    const struct world *w = world;
    int64_t employed = 0, listed = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        TRY(audit_person(w, i, day, error));
        employed += status_employed(w->people.status[i]);
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
