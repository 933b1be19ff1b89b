#include "models/labour_market/person.h"

#include "models/labour_market/lives.h"
#include "models/labour_market/search.h"

static const double DAYS_PER_YEAR = 365.25;
enum { EXPERIENCE_UNIT_DAYS = 30, EXPERIENCE_YEARS_MAX = 20, EXPERIENCE_YEARS_MEAN = 10 };

int32_t person_age(const struct world *w, size_t i, int32_t day)
{
    return (int32_t)((day - w->people.birth_day[i]) / DAYS_PER_YEAR);
}

double person_skill(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    double days = (double)people->work_days[i] * EXPERIENCE_UNIT_DAYS;
    if (status_employed(people->status[i])) {
        days += day - people->job_start[i];
    }
    double years = days / DAYS_PER_YEAR;
    years = years < EXPERIENCE_YEARS_MAX ? years : EXPERIENCE_YEARS_MAX;
    return people->ability[i] + w->p->wages.experience * (years - EXPERIENCE_YEARS_MEAN);
}

/* A person is in the sample by id: the same people in every run of the territory. */
static bool in_sample(const struct world *w, uint32_t id)
{
    double share = w->p->panel.sample;
    return share >= 1 || (double)(rng_mix(id + UINT64_C(0x51f15ee5)) >> 11) * 0x1p-53 < share;
}

static void post_spell(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    const struct people *people = &w->people;
    uint32_t id = person_id(w, i);
    if (w->sim->panels[PANEL_SPELLS].closed || !in_sample(w, id)) {
        return;
    }
    bool employed = status_employed(people->status[i]);
    struct spell *spell = panel_post(&w->sim->panels[PANEL_SPELLS], span);
    *spell = (struct spell){
        .person = id,
        .firm = employed ? people->firm[i] : NO_FIRM,
        .start = people->since[i],
        .end = day,
        .wage = people->wage[i],
        .planned_end = employed ? people->job_end[i] : NEVER,
        .zone = people->zone[i],
        .occupation = people->occupation[i],
        .status = people->status[i],
        .contract = employed ? people->contract[i] : NO_CONTRACT,
        .reason = (uint8_t)reason,
        .new_job = employed && people->since[i] == people->job_start[i],
        .age = (uint8_t)person_age(w, i, people->since[i]),
    };
}

void person_end_spell(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    post_spell(w, span, i, day, reason);
    w->people.since[i] = day;
}

void person_post_open_spell(struct world *w, const struct span *span, size_t i, int32_t day)
{
    post_spell(w, span, i, day, REASON_NONE);
}

void person_post_traits(struct world *w, const struct span *span, size_t i)
{
    const struct people *people = &w->people;
    uint32_t id = person_id(w, i);
    if (w->sim->panels[PANEL_PEOPLE].closed || !in_sample(w, id)) {
        return;
    }
    struct person_row *row = panel_post(&w->sim->panels[PANEL_PEOPLE], span);
    *row = (struct person_row){id,
                               people->birth_day[i],
                               people->ability[i],
                               people->zone[i],
                               people->female[i],
                               people->qualification[i]};
}

void person_out_of_work(struct world *w, size_t i, int32_t day, enum status_code to)
{
    struct people *people = &w->people;
    if (status_employed(people->status[i])) {
        people->jobless_since[i] = day;
    }
    people->status[i] = (uint8_t)to;
    people->firm[i] = NO_FIRM;
    people->job_end[i] = NEVER;
    people->contract[i] = NO_CONTRACT;
    search_start(w, i, day);
    life_schedule(w, i, day);
    person_reschedule(people, i);
}

void person_start_job(struct world *w, size_t i, int32_t day, uint32_t firm, uint8_t contract, int32_t length,
                      int32_t wage, uint8_t occupation)
{
    struct people *people = &w->people;
    people->status[i] = world_contract(w, contract)->open_ended ? STATUS_CDI : STATUS_CDD;
    people->contract[i] = contract;
    people->renewals[i] = 0;
    people->job_start[i] = day;
    people->job_end[i] = length == 0 ? NEVER : day + length;
    people->wage[i] = wage;
    people->occupation[i] = occupation;
    people->firm[i] = firm;
    search_start(w, i, day);
    life_schedule_match(w, i, day);
    person_reschedule(people, i);
}

static void count_separation(const struct world *w, const struct span *span, size_t i, int32_t day,
                             enum reason reason)
{
    const struct people *people = &w->people;
    size_t contract = people->contract[i];
    size_t tenure = tenure_class(day - people->job_start[i]);
    tally_add(w, span, OUTPUT_separations, (contract * REASON_COUNT + (size_t)reason) * TENURE_COUNT + tenure,
              1);
    size_t sector = w->firms.sector[people->firm[i]];
    tally_add(w, span, OUTPUT_separations_by_sector, contract * w->sector_count + sector, 1);
    if (people->status[i] == STATUS_CDI && people->since[i] == people->job_start[i]) {
        tally_add(w, span, OUTPUT_new_cdi_ended, tenure, 1);
    }
}

void person_leave_firm(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    struct people *people = &w->people;
    struct firms *firms = &w->firms;
    uint32_t firm = people->firm[i];
    count_separation(w, span, i, day, reason);

    uint32_t next = people->staff_next[i];
    uint32_t prev = people->staff_prev[i];
    if (prev == NOBODY) {
        firms->first_staff[firm] = next;
    } else {
        people->staff_next[prev] = next;
    }
    if (next != NOBODY) {
        people->staff_prev[next] = prev;
    }
    people->staff_next[i] = NOBODY;
    people->staff_prev[i] = NOBODY;
    if (people->status[i] == STATUS_CDI) {
        firms->core[firm]--;
    } else {
        firms->flexible[firm]--;
    }
    int32_t units = (day - people->job_start[i]) / EXPERIENCE_UNIT_DAYS + people->work_days[i];
    people->work_days[i] = (uint16_t)(units < UINT16_MAX ? units : UINT16_MAX);
}

void person_join_firm(struct world *w, size_t i, uint32_t firm)
{
    struct people *people = &w->people;
    struct firms *firms = &w->firms;
    uint32_t first = firms->first_staff[firm];
    people->staff_prev[i] = NOBODY;
    people->staff_next[i] = first;
    if (first != NOBODY) {
        people->staff_prev[first] = (uint32_t)i;
    }
    firms->first_staff[firm] = (uint32_t)i;
    if (people->status[i] == STATUS_CDI) {
        firms->core[firm]++;
    } else {
        firms->flexible[firm]++;
    }
}
