#include "models/labour_market/second_jobs.h"

#include <math.h>

#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"

static const double DAYS_PER_YEAR = 365.25;
enum { LONGEST_WAIT_DAYS = 100000 };

void second_job_start(struct world *w, size_t i, int32_t day, uint32_t firm, uint8_t occupation, int32_t wage)
{
    struct people *people = &w->people;
    uint32_t first = w->firms.first_second[firm];
    people->second_firm[i] = firm;
    people->second_since[i] = day;
    people->second_wage[i] = wage;
    people->second_occupation[i] = occupation;
    struct rng luck = person_luck(w, LUCK_SECOND_END, i, day);
    double rate = w->p->separations.marginal;
    double wait = rate > 0 ? rng_exponential(&luck) * DAYS_PER_YEAR / rate : INFINITY;
    people->second_end[i] = wait < LONGEST_WAIT_DAYS ? day + 1 + (int32_t)wait : NEVER;
    people->second_prev[i] = NOBODY;
    people->second_next[i] = first;
    if (first != NOBODY) {
        people->second_prev[first] = (uint32_t)i;
    }
    w->firms.first_second[firm] = (uint32_t)i;
    w->firms.marginal[firm]++;
}

static void unlink_second(struct world *w, size_t i)
{
    struct people *people = &w->people;
    uint32_t next = people->second_next[i];
    uint32_t prev = people->second_prev[i];
    if (prev == NOBODY) {
        w->firms.first_second[people->second_firm[i]] = next;
    } else {
        people->second_next[prev] = next;
    }
    if (next != NOBODY) {
        people->second_prev[next] = prev;
    }
    people->second_next[i] = NOBODY;
    people->second_prev[i] = NOBODY;
}

static void count_end(const struct world *w, const struct span *span, size_t i, int32_t day,
                      enum reason reason)
{
    size_t contract = contract_with(w->p, STATUS_MINI_JOB);
    size_t sector = w->firms.sector[w->people.second_firm[i]];
    size_t class = tenure_class(day - w->people.second_since[i]);
    tally_add(w, span, OUTPUT_separations, (contract * REASON_COUNT + (size_t)reason) * TENURE_COUNT + class,
              1);
    tally_add(w, span, OUTPUT_separations_by_sector, contract * w->sector_count + sector, 1);
}

void second_job_end(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    struct people *people = &w->people;
    count_end(w, span, i, day, reason);
    person_post_second(w, span, i, day, reason);
    unlink_second(w, i);
    w->firms.marginal[people->second_firm[i]]--;
    people->second_firm[i] = NO_FIRM;
}
