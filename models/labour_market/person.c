#include "models/labour_market/person.h"

#include "models/labour_market/lives.h"
#include "models/labour_market/search.h"
#include "models/labour_market/territory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
enum { EXPERIENCE_UNIT_DAYS = 30, EXPERIENCE_YEARS_MAX = 20, EXPERIENCE_YEARS_MEAN = 10 };

int32_t person_age(const struct world *w, size_t i, int32_t day)
{
    return (int32_t)((day - w->people.birth_day[i]) / DAYS_PER_YEAR);
}

int32_t person_detachment(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    if (!status_employed(people->status[i])) {
        return day - people->detached_since[i];
    }
    double gap = people->job_start[i] - people->detached_since[i];
    double worked = day - people->job_start[i];
    return gap > 0 ? (int32_t)(gap * real_exp(-worked / w->p->matching.refresh_days)) : 0;
}

static double years_worked(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    double days = (double)people->work_days[i] * EXPERIENCE_UNIT_DAYS;
    if (status_employed(people->status[i])) {
        days += day - people->job_start[i];
    }
    return days / DAYS_PER_YEAR;
}

double person_experience(const struct world *w, size_t i, int32_t day)
{
    enum { EXPERIENCED_YEARS = 5 };
    double years = years_worked(w, i, day);
    return years < EXPERIENCED_YEARS ? years / EXPERIENCED_YEARS : 1;
}

double person_skill(const struct world *w, size_t i, int32_t day)
{
    double years = years_worked(w, i, day);
    years = years < EXPERIENCE_YEARS_MAX ? years : EXPERIENCE_YEARS_MAX;
    return w->people.ability[i] + w->p->wages.experience * (years - EXPERIENCE_YEARS_MEAN) -
           w->p->wages.fade * person_detachment(w, i, day) / DAYS_PER_YEAR;
}

bool person_has(const struct world *w, size_t i, uint32_t salt, double share)
{
    return share >= 1 || (double)(rng_mix(person_id(w, i) + (uint64_t)salt) >> 11) * 0x1p-53 < share;
}

enum status_code person_without_job(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    if (people->retire_day[i] <= day) {
        return STATUS_RETIRED;
    }
    return people->school_end[i] > day ? STATUS_INACTIVE : (enum status_code)people->fallback[i];
}

static void post_spell(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    const struct people *people = &w->people;
    if (w->sim->panels[PANEL_SPELLS].closed || !person_has(w, i, TRAIT_PANEL, w->p->panel.sample)) {
        return;
    }
    bool employee = status_employee(people->status[i]);
    struct spell *spell = panel_post(&w->sim->panels[PANEL_SPELLS], span);
    *spell = (struct spell){
        .person = person_id(w, i),
        .firm = employee ? firm_id(w, people->firm[i]) : NO_FIRM,
        .start = people->since[i],
        .end = day,
        .wage = people->wage[i],
        .planned_end = employee ? people->job_end[i] : NEVER,
        .zone = people->zone[i],
        .occupation = people->occupation[i],
        .status = people->status[i],
        .contract = employee ? people->contract[i] : NO_CONTRACT,
        .reason = (uint8_t)reason,
        .new_job = employee && people->since[i] == people->job_start[i],
        .age = (uint8_t)person_age(w, i, people->since[i]),
        .hours = employee ? people->hours[i] : 0,
        .need = employee ? people->need[i] : NEED_COUNT,
        .channel = employee ? people->channel[i] : CHANNEL_COUNT,
        .second = 0,
    };
}

void person_post_second(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    const struct people *people = &w->people;
    if (w->sim->panels[PANEL_SPELLS].closed || !person_has(w, i, TRAIT_PANEL, w->p->panel.sample)) {
        return;
    }
    struct spell *spell = panel_post(&w->sim->panels[PANEL_SPELLS], span);
    *spell = (struct spell){
        .person = person_id(w, i),
        .firm = firm_id(w, people->second_firm[i]),
        .start = people->second_since[i],
        .end = day,
        .wage = people->second_wage[i],
        .planned_end = NEVER,
        .zone = people->zone[i],
        .occupation = people->second_occupation[i],
        .status = STATUS_MINI_JOB,
        .contract = contract_with(w->p, STATUS_MINI_JOB), /* also when the law knows it no more */
        .reason = (uint8_t)reason,
        .new_job = 1,
        .age = (uint8_t)person_age(w, i, people->second_since[i]),
        .hours = 0,
        .need = NEED_MARGINAL,
        .channel = CHANNEL_COUNT,
        .second = 1,
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
    if (w->people.second_firm[i] != NO_FIRM) {
        person_post_second(w, span, i, day, REASON_NONE);
    }
}

void person_post_traits(struct world *w, const struct span *span, size_t i)
{
    const struct people *people = &w->people;
    uint32_t id = person_id(w, i);
    if (w->sim->panels[PANEL_PEOPLE].closed || !person_has(w, i, TRAIT_PANEL, w->p->panel.sample)) {
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

/* Rights to benefit grow with the days worked, where there is an insurance; what was not used up is kept. */
static void earn_rights(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    int32_t used = people->job_start[i] - people->jobless_since[i];
    int32_t left = people->rights[i] > used ? people->rights[i] - (used > 0 ? used : 0) : 0;
    bool insured = w->institutions.insurance.replacement > 0;
    double earned = insured ? w->institutions.insurance.days_per_day * (day - people->job_start[i]) : 0;
    double rights = left + earned;
    int32_t most = w->institutions.insurance.most_days;
    most = most < UINT16_MAX ? most : UINT16_MAX;
    people->rights[i] = (uint16_t)(rights < most ? rights : most);
}

/* What stays of a working life when a job ends: experience, marks of joblessness, rights. */
static void remember_job(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    int32_t mark = person_detachment(w, i, day);
    int32_t units = (day - people->job_start[i]) / EXPERIENCE_UNIT_DAYS + people->work_days[i];
    people->work_days[i] = (uint16_t)(units < UINT16_MAX ? units : UINT16_MAX);
    earn_rights(w, i, day);
    if (day - people->job_start[i] >= w->p->lives.settle_years * DAYS_PER_YEAR) {
        people->trade[i] = people->occupation[i];
    } else {
        people->occupation[i] = people->trade[i];
    }
    people->detached_since[i] = day - mark;
    people->jobless_since[i] = day;
    people->last_status[i] = people->status[i];
    people->restless[i] = 0;
}

void person_out_of_work(struct world *w, size_t i, int32_t day, enum status_code to)
{
    struct people *people = &w->people;
    if (status_employed(people->status[i])) {
        remember_job(w, i, day);
        bool at_school = people->school_end[i] > day;
        to = to == STATUS_UNEMPLOYED ? person_without_job(w, i, day) : to;
        to = to == STATUS_HALO && at_school ? STATUS_INACTIVE : to;
    }
    people->status[i] = (uint8_t)to;
    people->firm[i] = NO_FIRM;
    people->agency[i] = NO_AGENCY;
    people->job_end[i] = NEVER;
    people->contract[i] = NO_CONTRACT;
    search_start(w, i, day);
    life_schedule(w, i, day);
    person_reschedule(people, i);
}

void person_start_job(struct world *w, size_t i, int32_t day, const struct job *job)
{
    struct people *people = &w->people;
    const struct contract *contract = world_contract(w, job->contract);
    uint8_t before = people->status[i];
    if (status_employed(before)) {
        remember_job(w, i, day);
    } else {
        bool stays_out = contract->status == STATUS_MINI_JOB && before == STATUS_INACTIVE;
        people->fallback[i] = stays_out ? STATUS_INACTIVE : STATUS_UNEMPLOYED;
    }
    people->status[i] = (uint8_t)contract->status;
    people->contract[i] = job->contract;
    people->need[i] = job->need;
    people->hours[i] = job->hours;
    people->channel[i] = job->channel;
    people->agency[i] = job->agency;
    people->renewals[i] = 0;
    people->job_start[i] = day;
    people->job_end[i] = job->length == 0 ? NEVER : day + job->length;
    people->wage[i] = job->wage;
    people->occupation[i] = job->occupation;
    people->firm[i] = job->firm;
    search_start(w, i, day);
    if (job->channel == CHANNEL_CALL_BACK) {
        life_schedule(w, i, day); /* both sides know each other */
    } else {
        life_schedule_match(w, i, day);
    }
    person_reschedule(people, i);
}

void person_set_up(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    if (status_employed(people->status[i])) {
        remember_job(w, i, day);
    }
    people->status[i] = STATUS_SELF_EMPLOYED;
    people->fallback[i] = STATUS_UNEMPLOYED;
    people->firm[i] = NO_FIRM;
    people->agency[i] = NO_AGENCY;
    people->contract[i] = NO_CONTRACT;
    people->job_start[i] = day;
    people->job_end[i] = NEVER;
    search_start(w, i, day);
    life_schedule(w, i, day);
    person_reschedule(people, i);
}

int32_t *firm_staff(const struct firms *firms, size_t firm, enum need need)
{
    int32_t *const columns[NEED_COUNT] = {firms->core, firms->peak, firms->task, firms->marginal};
    return &columns[need][firm];
}

int32_t *firm_open(const struct firms *firms, size_t firm, enum need need)
{
    int32_t *const columns[NEED_COUNT] = {firms->open_core, firms->open_peak, firms->open_task,
                                          firms->open_marginal};
    return &columns[need][firm];
}

int32_t firm_size(const struct firms *firms, size_t firm)
{
    return firms->core[firm] + firms->peak[firm] + firms->task[firm] + firms->marginal[firm];
}

static void count_separation(const struct world *w, const struct span *span, size_t i, int32_t day,
                             enum reason reason)
{
    const struct people *people = &w->people;
    size_t contract = people->contract[i];
    int32_t tenure = day - people->job_start[i];
    size_t class = tenure_class(tenure);
    tally_add(w, span, OUTPUT_separations, (contract * REASON_COUNT + (size_t)reason) * TENURE_COUNT + class,
              1);
    size_t sector = w->firms.sector[people->firm[i]];
    tally_add(w, span, OUTPUT_separations_by_sector, contract * w->sector_count + sector, 1);
    if (contract == w->cdi && people->since[i] == people->job_start[i] && class <= TENURE_YEAR) {
        int32_t months = cohort_months(people->job_start[i], day);
        if (months < COHORT_MONTHS) {
            tally_add(w, span, OUTPUT_new_cdi_ended, (size_t)months * TENURE_COUNT + class, 1);
        }
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
    (*firm_staff(firms, firm, (enum need)people->need[i]))--;
}

void person_let_go(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason)
{
    person_leave_firm(w, span, i, day, reason);
    person_end_spell(w, span, i, day, reason);
    person_out_of_work(w, i, day, STATUS_UNEMPLOYED);
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
    (*firm_staff(firms, firm, (enum need)people->need[i]))++;
}
