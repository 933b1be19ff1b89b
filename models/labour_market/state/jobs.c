#include "models/labour_market/state/jobs.h"

enum status jobs_populate(struct world *w, struct error *error)
{
    struct jobs *jobs = &w->jobs;
    enum status status;
    TRY(table_resize(&jobs->table, JOB_SLOTS * w->people.table.rows, error));
    for (size_t j = 0; j < jobs->table.rows; j++) {
        jobs->row[j].place = NO_EMPLOYER;
        jobs->row[j].next = NO_JOB;
        jobs->row[j].prev = NO_JOB;
        jobs->row[j].end = NEVER;
        jobs->row[j].quit_day = NEVER;
        jobs->row[j].employer = NO_EMPLOYER;
        jobs->row[j].contract = NO_CONTRACT;
    }
out:
    return status;
}

void job_write(struct world *w, size_t job, int32_t day, const struct terms *terms)
{
    struct jobs *jobs = &w->jobs;
    jobs->row[job].start = day;
    jobs->row[job].end = terms->length == 0 ? NEVER : day + terms->length;
    jobs->row[job].pay = terms->pay;
    jobs->row[job].place = terms->place;
    jobs->row[job].employer = terms->employer;
    jobs->row[job].occupation = terms->occupation;
    jobs->row[job].contract = terms->contract;
    jobs->row[job].need = terms->need;
    jobs->row[job].hours = terms->hours;
    jobs->row[job].channel = terms->channel;
    jobs->row[job].renewals = 0;
}

/* Only the place of a job beside the main one writes this count: where both jobs of a person change on one
 * day, the two places settle in parallel. */
static void count_beside(struct world *w, size_t job, int jobs)
{
    if (!job_is_main(w, job)) {
        w->people.row[job_holder(w, job)].beside = (uint8_t)(w->people.row[job_holder(w, job)].beside + jobs);
    }
}

/* The place counts `jobs` more (or fewer) of this need and these hours. */
static void count_at_place(struct world *w, const struct job *row, int32_t jobs)
{
    *firm_staff(&w->employers, row->place, (enum need)row->need) += jobs;
    *firm_hours(&w->employers, row->place, (enum need)row->need) += jobs * row->hours;
}

void job_join(struct world *w, size_t job)
{
    struct jobs *jobs = &w->jobs;
    size_t place = jobs->row[job].place;
    uint32_t first = w->employers.row[place].first_job;
    jobs->row[job].prev = NO_JOB;
    jobs->row[job].next = first;
    if (first != NO_JOB) {
        jobs->row[first].prev = (uint32_t)job;
    }
    w->employers.row[place].first_job = (uint32_t)job;
    count_at_place(w, &jobs->row[job], 1);
    count_beside(w, job, 1);
}

void job_part(struct world *w, size_t job)
{
    struct jobs *jobs = &w->jobs;
    size_t place = jobs->row[job].place;
    uint32_t next = jobs->row[job].next;
    uint32_t prev = jobs->row[job].prev;
    count_at_place(w, &jobs->row[job], -1);
    if (prev == NO_JOB) {
        w->employers.row[place].first_job = next;
    } else {
        jobs->row[prev].next = next;
    }
    if (next != NO_JOB) {
        jobs->row[next].prev = prev;
    }
    jobs->row[job].next = NO_JOB;
    jobs->row[job].prev = NO_JOB;
    jobs->row[job].end = NEVER;
    jobs->row[job].quit_day = NEVER;
    jobs->row[job].place = NO_EMPLOYER;
    jobs->row[job].employer = NO_EMPLOYER;
    jobs->row[job].contract = NO_CONTRACT;
    count_beside(w, job, -1);
}

void job_set_need(struct world *w, size_t job, enum need need)
{
    struct job *row = &w->jobs.row[job];
    count_at_place(w, row, -1);
    row->need = (uint8_t)need;
    count_at_place(w, row, 1);
}

void job_set_hours(struct world *w, size_t job, uint8_t hours)
{
    struct job *row = &w->jobs.row[job];
    *firm_hours(&w->employers, row->place, (enum need)row->need) += hours - row->hours;
    row->hours = hours;
}

void job_spell_begins(struct world *w, size_t job)
{
    struct jobs *jobs = &w->jobs;
    int32_t size = firm_size(&w->employers, jobs->row[job].place);
    jobs->row[job].pay_since = jobs->row[job].pay;
    jobs->row[job].size_since = (uint16_t)(size < UINT16_MAX ? size : UINT16_MAX);
    jobs->row[job].home_since = home_code(w, job_holder(w, job));
    jobs->row[job].raises = 0;
}

int32_t *firm_staff(const struct employers *firms, size_t firm, enum need need)
{
    struct employer *row = &firms->row[firm];
    int32_t *const staff[NEED_COUNT] = {&row->core, &row->peak, &row->task, &row->marginal};
    return staff[need];
}

int32_t *firm_open(const struct employers *firms, size_t firm, enum need need)
{
    struct employer *row = &firms->row[firm];
    int32_t *const open[NEED_COUNT] = {&row->open_core, &row->open_peak, &row->open_task,
                                       &row->open_marginal};
    return open[need];
}

int32_t *firm_hours(const struct employers *firms, size_t firm, enum need need)
{
    struct employer *row = &firms->row[firm];
    int32_t *const hours[NEED_COUNT] = {&row->core_hours, &row->peak_hours, &row->task_hours,
                                        &row->marginal_hours};
    return hours[need];
}

int32_t *firm_open_hours(const struct employers *firms, size_t firm, enum need need)
{
    struct employer *row = &firms->row[firm];
    int32_t *const hours[NEED_COUNT] = {&row->open_core_hours, &row->open_peak_hours, &row->open_task_hours,
                                        &row->open_marginal_hours};
    return hours[need];
}

int32_t firm_size(const struct employers *firms, size_t firm)
{
    const struct employer *row = &firms->row[firm];
    return row->core + row->peak + row->task + row->marginal;
}
