#include "models/labour_market/output/observe.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/output/flows.h"
#include "models/labour_market/output/pay.h"
#include "models/labour_market/output/percent.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/benefits.h"
#include "models/labour_market/state/hours_wanted.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/date.h"
#include "sim/memory.h"
#include "sim/real.h"

const struct output labour_market_outputs[OUTPUTS_COUNT] = {OUTPUTS(OUTPUT_ENTRY)};

static const struct column spell_columns[] = {SPELL_COLUMNS(TABLE_COLUMN, struct spell)};
static const struct column person_panel_columns[] = {PERSON_PANEL_COLUMNS(TABLE_COLUMN, struct person_row)};
_Static_assert(sizeof(struct spell) == 48 && sizeof(struct person_row) == 16, "panel rows have no padding");

const struct panel_spec labour_market_panels[PANEL_COUNT] = {
    {"spells", "Lives of people, spell by spell, in the order in which spells ended.", spell_columns,
     sizeof spell_columns / sizeof spell_columns[0], sizeof(struct spell), false},
    {"people", "What does not change about each person.", person_panel_columns,
     sizeof person_panel_columns / sizeof person_panel_columns[0], sizeof(struct person_row), false},
    {"events", "What happened to the people and firms that are followed (explain.*), and why.", event_columns,
     EVENT_COLUMN_COUNT, sizeof(struct event_row), true},
};

int32_t cohort_months(int32_t signed_day, int32_t day)
{
    struct date from = date_of_day(signed_day);
    struct date to = date_of_day(day);
    return (to.year - from.year) * 12 + to.month - from.month;
}

enum length_class length_class(int32_t planned_days)
{
    static const int32_t most[] = {0, 1, 7, 30, 90, 365};
    int class = 0;
    while (class < LENGTH_LONGER && planned_days > most[class]) {
        class ++;
    }
    return (enum length_class) class;
}

enum tenure_class tenure_class(int32_t days)
{
    static const int32_t most[] = {30, 90, 365, 1826};
    int class = 0;
    while (class < TENURE_LONGER && days > most[class]) {
        class ++;
    }
    return (enum tenure_class) class;
}

/* ---- Stocks ---------------------------------------------------------------------------------------- */

struct counting {
    struct world *w;
    int32_t day;                        /* the day after the last one of the period */
    int32_t born_after[MAX_AGE_GROUPS]; /* a person born after this day is younger than the group */
};

/* Birth days from which on people are too young for each age group. */
static void find_births(struct counting *counting)
{
    const struct world *w = counting->w;
    const struct age_group *ages = ROWS(age_group, w->p->age_groups);
    for (size_t g = 0; g < w->age_count; g++) {
        counting->born_after[g] =
            counting->day - 1 - (int32_t)__builtin_ceil((double)ages[g].from_age * 365.25);
    }
}

/* People who are counted at a time. */
enum { STRIP = 256 };

/* Age groups of a strip: group by group, which the compiler makes vector code. */
static void find_groups(const struct counting *counting, const struct person *people, size_t count,
                        int32_t groups[STRIP])
{
    int32_t birth_day[STRIP];
    for (size_t k = 0; k < count; k++) {
        birth_day[k] = people[k].birth_day;
    }
    memset(groups, 0, count * sizeof *groups);
    for (size_t g = 1; g < counting->w->age_count; g++) {
        int32_t born_after = counting->born_after[g];
        for (size_t k = 0; k < count; k++) {
            groups[k] += birth_day[k] <= born_after;
        }
    }
}

/* Where a thread counts what it counts of everyone: looked up once a block. */
struct slabs {
    int64_t *stock, *by_level, *by_zone, *by_occupation, *by_living;
    int64_t *tenures, *transitions, *transitions_quarter, *unemployed_quarter;
    int64_t *pay; /* its scratch */
};

static struct slabs slabs_of(const struct world *w, int thread)
{
    const struct outputs *outputs = &w->sim->outputs;
    return (struct slabs){
        .stock = outputs_tally(outputs, OUTPUT_stock, thread),
        .by_level = outputs_tally(outputs, OUTPUT_stock_by_qualification, thread),
        .by_zone = outputs_tally(outputs, OUTPUT_stock_by_zone, thread),
        .by_occupation = outputs_tally(outputs, OUTPUT_stock_by_occupation, thread),
        .by_living = outputs_tally(outputs, OUTPUT_stock_by_living, thread),
        .tenures = outputs_tally(outputs, OUTPUT_jobs_by_tenure, thread),
        .transitions = outputs_tally(outputs, OUTPUT_transitions, thread),
        .transitions_quarter = outputs_tally(outputs, OUTPUT_transitions_quarter, thread),
        .unemployed_quarter = outputs_tally(outputs, OUTPUT_unemployed_quarter, thread),
        .pay = pay_scratch_of(w, thread),
    };
}

static void count_employee(const struct world *w, const struct span *span, const struct slabs *slabs,
                           size_t i, int32_t day)
{
    const struct people *people = &w->people;
    if (status_role(people->row[i].status) != ROLE_TRAINING) {
        pay_count(w, slabs->pay, i);
    }
    uint32_t beside = job_beside(w, i);
    int32_t more = beside != NO_JOB ? w->jobs.row[beside].hours : 0;
    tally_add(w, span, OUTPUT_weekly_hours, 0, w->jobs.row[i].hours + more);
    if (w->jobs.row[i].hours < FULL_TIME_HOURS) {
        tally_add(w, span, OUTPUT_part_time, people->row[i].female, 1);
        tally_add(w, span, OUTPUT_more_hours, people->row[i].female, hours_lacking(w, i, day));
    }
}

static void count_unemployed(struct world *w, const struct span *span, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    tally_add(w, span, OUTPUT_unemployed_by_duration, duration_class(day - people->row[i].jobless_since), 1);
    if (benefit_drawn(w, i, day)) {
        tally_add(w, span, OUTPUT_benefit_recipients, 0, 1);
        tally_add(w, span, OUTPUT_benefits, 0, (int64_t)(benefit_month(w, i) + 0.5));
    }
}

static void count_second(const struct world *w, const struct span *span, size_t i)
{
    bool beside = status_employed(w->people.row[i].status);
    tally_add(w, span, beside ? OUTPUT_second_jobs : OUTPUT_second_jobs_only, 0, 1);
}

/* In the sense of the ILO: who worked in the reference week counts as at work. */
static size_t counted_status(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    bool worked = day - people->row[i].jobless_since < w->p->statistics.reference_days;
    bool out = !status_employed(people->row[i].status) && people->row[i].status != STATUS_RETIRED;
    return out && worked ? people->row[i].last_status : people->row[i].status;
}

/* Flows over a month and a quarter. */
static void count_flows(const struct people *people, const struct slabs *slabs, size_t i, size_t status,
                        bool to_64)
{
    if (people->status_month[i] < STATUS_COUNT) {
        slabs->transitions[people->status_month[i] * (size_t)STATUS_COUNT + status]++;
    }
    if (to_64 && people->status_quarter[i] < STATUS_COUNT) {
        slabs->transitions_quarter[people->status_quarter[i] * (size_t)STATUS_COUNT + status]++;
    }
}

/* What they will be counted from next time. */
static void remember(struct people *people, size_t i, size_t status, int32_t day)
{
    people->status_quarter[i] = people->status_two_months[i];
    people->status_two_months[i] = people->status_month[i];
    people->status_month[i] = (uint8_t)status;
    people->search_quarter[i] = people->search_two_months[i];
    people->search_two_months[i] = people->search_month[i];
    people->search_month[i] =
        status == STATUS_UNEMPLOYED ? (uint8_t)duration_class(day - people->row[i].jobless_since) : 0;
}

static void count_person(const struct counting *counting, const struct span *span, const struct slabs *slabs,
                         size_t i, size_t group)
{
    struct world *w = counting->w;
    struct people *people = &w->people;
    size_t status = counted_status(w, i, counting->day);
    slabs->stock[(status * w->age_count + group) * 2 + people->row[i].female]++;
    slabs->by_level[status * w->level_count + people->row[i].qualification]++;
    slabs->by_zone[status * w->zone_count + people->row[i].zone]++;
    slabs->by_occupation[status * w->occupation_count + people->row[i].occupation]++;
    slabs->by_living[status * LIVING_COUNT + household_living(w, i, counting->day - 1)]++;
    if (people->partner[i] == PARTNER_OUTSIDE) {
        tally_add(w, span, OUTPUT_households, household_type(w, i), 1);
    }
    int32_t born_64 = counting->day - 1 - 65 * 36525 / 100;
    bool to_64 = people->row[i].birth_day > born_64;
    count_flows(people, slabs, i, status, to_64);
    if (to_64 && people->status_quarter[i] == STATUS_UNEMPLOYED) {
        size_t class = people->search_quarter[i] * w->age_count + group;
        slabs->unemployed_quarter[class * STATUS_COUNT + status]++;
    }
    remember(people, i, status, counting->day);
    if (status_employed(people->row[i].status)) {
        slabs->tenures[tenure_class(counting->day - person_senior_since(w, i))]++;
    }
    if (status_employee(people->row[i].status)) {
        count_employee(w, span, slabs, i, counting->day - 1);
    } else if (status == STATUS_UNEMPLOYED) {
        count_unemployed(w, span, i, counting->day);
    }
    if (job_beside(w, i) != NO_JOB) {
        count_second(w, span, i);
    }
}

/* Every resident, once a month: everything read here lies in the person's own row, in order. */
static void count_people(void *context, const struct span *span)
{
    const struct counting *counting = context;
    struct slabs slabs = slabs_of(counting->w, span->thread);
    int32_t groups[STRIP];
    for (size_t begin = span->begin; begin < span->end; begin += STRIP) {
        size_t count = span->end - begin < STRIP ? span->end - begin : STRIP;
        find_groups(counting, counting->w->people.row + begin, count, groups);
        for (size_t k = 0; k < count; k++) {
            count_person(counting, span, &slabs, begin + k, (size_t)groups[k]);
        }
    }
}

/* Two people make a couple. The tally holds the partners who have no row any more. */
static void count_households(struct world *w)
{
    const int64_t *by_living = outputs_tally(&w->sim->outputs, OUTPUT_stock_by_living, 0);
    int64_t *households = outputs_tally(&w->sim->outputs, OUTPUT_households, 0);
    for (size_t status = 0; status < STATUS_COUNT; status++) {
        for (size_t type = 0; type < HOUSEHOLD_TYPES; type++) {
            households[type] += by_living[status * LIVING_COUNT + type];
        }
    }
    households[HOUSEHOLD_COUPLE] /= 2;
    households[HOUSEHOLD_FAMILY] /= 2;
}

static void count_staff(struct world *w)
{
    const struct employers *firms = &w->employers;
    int64_t *staff = outputs_tally(&w->sim->outputs, OUTPUT_staff_by_sector, 0);
    for (size_t f = 0; f < firms->table.rows; f++) {
        for (int need = 0; need < NEED_COUNT; need++) {
            staff[(size_t)need * w->sector_count + firms->row[f].sector] +=
                *firm_staff(firms, f, (enum need)need);
        }
    }
}

static void count_vacancies(struct world *w, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    int64_t *open = outputs_tally(&w->sim->outputs, OUTPUT_vacancies, 0);
    int64_t *by_zone = outputs_tally(&w->sim->outputs, OUTPUT_vacancies_by_zone, 0);
    for (size_t v = 0; v < vacancies->table.rows; v++) {
        if (!vacancies->row[v].closed) {
            open[vacancies->row[v].contract * (size_t)TENURE_COUNT +
                 tenure_class(day - vacancies->row[v].opened)]++;
            by_zone[vacancies->row[v].zone]++;
        }
    }
}

static int64_t stock_of(const struct world *w, enum status_code status)
{
    const int64_t *stock =
        outputs_tally(&w->sim->outputs, OUTPUT_stock, 0) + (size_t)status * w->age_count * 2;
    int64_t sum = 0;
    for (size_t cell = 0; cell < w->age_count * 2; cell++) {
        sum += stock[cell];
    }
    return sum;
}

static void measure_rates(struct world *w)
{
    int64_t employees = 0;
    for (int status = FIRST_EMPLOYEE; status <= LAST_EMPLOYEE; status++) {
        employees += stock_of(w, (enum status_code)status);
    }
    int64_t employed = employees + stock_of(w, STATUS_SELF_EMPLOYED);
    int64_t unemployed = stock_of(w, STATUS_UNEMPLOYED);
    const int64_t *duration = outputs_tally(&w->sim->outputs, OUTPUT_unemployed_by_duration, 0);
    outputs_reals(&w->sim->outputs, OUTPUT_unemployment_rate)[0] = percent(unemployed, employed + unemployed);
    outputs_reals(&w->sim->outputs, OUTPUT_cdi_share)[0] = percent(stock_of(w, STATUS_CDI), employees);
    outputs_reals(&w->sim->outputs, OUTPUT_long_term_share)[0] =
        percent(duration[DURATION_TWO] + duration[DURATION_THREE] + duration[DURATION_LONGER], unemployed);
}

static void observe_month(struct world *w, int32_t day)
{
    struct counting counting = {.w = w, .day = day};
    find_births(&counting);
    pay_begin(w);
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, count_people, &counting);
    outputs_gather(&w->sim->outputs, OUTPUT_MONTHLY);
    count_households(w);
    count_staff(w);
    count_vacancies(w, day);
    pay_measure(w);
    measure_rates(w);
}

static void count_day(void *context, const struct span *span)
{
    struct world *w = context;
    const size_t none = w->contract_count;
    int64_t employed[UINT8_MAX + 1] = {0};
    int64_t unemployed = 0;
    for (size_t i = span->begin; i < span->end; i++) {
        uint8_t status = w->people.row[i].status;
        unemployed += status == STATUS_UNEMPLOYED;
        employed[status_employee(status) ? w->jobs.row[i].contract : none]++;
    }
    tally_add(w, span, OUTPUT_unemployment, 0, unemployed);
    for (size_t c = 0; c < w->contract_count; c++) {
        tally_add(w, span, OUTPUT_employment, c, employed[c]);
    }
}

static void observe_sizes(struct world *w)
{
    const struct size_class *sizes = ROWS(size_class, w->p->sizes);
    int64_t *firms = outputs_tally(&w->sim->outputs, OUTPUT_firms_by_size, 0);
    int64_t *staff = outputs_tally(&w->sim->outputs, OUTPUT_staff_by_size, 0);
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        int64_t size = firm_size(&w->employers, f);
        size_t class = 0;
        while (class + 1 < w->p->sizes.count && (double)size >= sizes[class + 1].from) {
            class ++;
        }
        if (size > 0) {
            firms[class]++;
            staff[class] += size;
        }
    }
}

/* Hill's estimator for sizes of ten and more, whose whole numbers stand for the half below and above. */
static void measure_size_exponent(struct world *w)
{
    const double least = 9.5;
    double sum = 0;
    int64_t count = 0;
    for (size_t f = 0; f < w->employers.table.rows;
         f++) { /* in the order of firms: the sum is the same everywhere */
        int32_t size = firm_size(&w->employers, f);
        if (size >= 10) {
            sum += real_log(size / least);
            count++;
        }
    }
    outputs_reals(&w->sim->outputs, OUTPUT_size_exponent)[0] = sum > 0 ? (double)count / sum : NAN;
}

static void observe_final(struct world *w)
{
    size_t margins = synthesis_margin_count(w->p);
    synthesis_margins_asked(w->p, outputs_reals(&w->sim->outputs, OUTPUT_population_asked));
    double *got = outputs_reals(&w->sim->outputs, OUTPUT_population_got);
    for (size_t m = 0; m < margins; m++) {
        got[m] = (double)w->margins.persons[m];
    }
    observe_sizes(w);
    measure_size_exponent(w);
}

enum status observe(void *world, enum output_axis axis, int32_t first_day, int32_t last_day,
                    struct error *error)
{
    struct world *w = world;
    (void)first_day;
    (void)error;
    if (axis == OUTPUT_MONTHLY) {
        observe_month(w, last_day + 1);
    } else if (axis == OUTPUT_DAILY) {
        parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, count_day, w);
        outputs_gather(&w->sim->outputs, OUTPUT_DAILY);
    } else {
        observe_final(w);
    }
    return STATUS_OK;
}

/* ---- The end --------------------------------------------------------------------------------------- */

struct finishing {
    struct world *w;
    int32_t day;
    size_t first; /* person of the slice */
};

static void finish_block(void *context, const struct span *span)
{
    const struct finishing *finishing = context;
    for (size_t k = span->begin; k < span->end; k++) {
        spells_write_open(finishing->w, span, finishing->first + k, finishing->day);
        traits_write(finishing->w, span, finishing->first + k);
    }
}

/* Slice by slice, so that memory does not grow with the number of people. */
enum status observe_finish(void *world, int32_t day, struct error *error)
{
    enum { SLICE = 1 << 16 };
    struct world *w = world;
    size_t people = w->people.table.rows;
    enum status status = STATUS_OK;
    for (size_t first = 0; first < people; first += SLICE) {
        struct finishing finishing = {w, day, first};
        size_t count = people - first < SLICE ? people - first : SLICE;
        size_t blocks = parallel_blocks(count, PARALLEL_BLOCK);
        TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
        TRY(panel_open(&w->sim->panels[PANEL_PEOPLE], blocks, error));
        parallel_for(&w->sim->parallel, count, PARALLEL_BLOCK, finish_block, &finishing);
        TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
        TRY(panel_close(&w->sim->panels[PANEL_PEOPLE], error));
    }
out:
    return status;
}

static const struct param statistics_params[] = {STATISTICS_PARAMS(PARAM_ENTRY, struct statistics_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, statistics, "How people are counted.", statistics_params),
};

static enum status create(struct world *w, struct error *error)
{
    w->pay_scratch = pay_scratch_alloc(w);
    return w->pay_scratch == NULL ? error_memory(error, "statistics of pay") : STATUS_OK;
}

static void destroy(struct world *w)
{
    memory_free(w->pay_scratch);
}

const struct part part_statistics = {
    .name = "statistics",
    PART_GROUPS(groups),
    .create = create,
    .destroy = destroy,
};
