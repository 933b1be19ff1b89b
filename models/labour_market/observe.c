#include "models/labour_market/observe.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "models/labour_market/person.h"
#include "models/labour_market/synthesis.h"
#include "models/labour_market/territory.h"
#include "sim/memory.h"

const struct output labour_market_outputs[OUTPUTS_COUNT] = {OUTPUTS(OUTPUT_ENTRY)};

static const struct column spell_columns[] = {SPELL_COLUMNS(TABLE_COLUMN, struct spell)};
static const struct column person_panel_columns[] = {PERSON_PANEL_COLUMNS(TABLE_COLUMN, struct person_row)};
_Static_assert(sizeof(struct spell) == 32 && sizeof(struct person_row) == 16, "panel rows have no padding");

const struct panel_spec labour_market_panels[PANEL_COUNT] = {
    {"spells", "Lives of people, spell by spell, in the order in which spells ended.", spell_columns,
     sizeof spell_columns / sizeof spell_columns[0], sizeof(struct spell)},
    {"people", "What does not change about each person.", person_panel_columns,
     sizeof person_panel_columns / sizeof person_panel_columns[0], sizeof(struct person_row)},
};

static const char *const STATUSES[STATUS_COUNT] = {"cdi", "cdd", "unemployed", "inactive", "retired"};
static const char *const SEXES[2] = {"men", "women"};
static const char *const LENGTHS[LENGTH_COUNT] = {"open-ended", "1 day",       "2-7 days",   "8-30 days",
                                                  "31-90 days", "91-365 days", "over a year"};
static const char *const TENURES[TENURE_COUNT] = {"up to 30 days", "31-90 days", "91-365 days", "1-5 years",
                                                  "over 5 years"};
static const char *const OPEN_FOR[TENURE_COUNT] = {"up to 30 days", "31-90 days", "91-365 days", "1-5 years",
                                                   "over 5 years"};
static const char *const DURATIONS[DURATION_COUNT] = {"under 1 month", "1-3 months", "3-6 months",
                                                      "6-12 months",   "1-2 years",  "over 2 years"};
static const char *const DECILES[9] = {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9"};
static const char *const REASONS[REASON_COUNT] = {[REASON_NONE] = "running",
                                                  [REASON_TERM] = "end of term",
                                                  [REASON_TRIAL] = "trial period",
                                                  [REASON_RESIGNATION] = "resignation",
                                                  [REASON_DISMISSAL] = "dismissal for cause",
                                                  [REASON_ECONOMIC] = "economic dismissal",
                                                  [REASON_AGREED] = "agreed termination",
                                                  [REASON_WITHDRAWAL] = "withdrawal",
                                                  [REASON_RETIREMENT] = "retirement",
                                                  [REASON_HIRED] = "hired",
                                                  [REASON_CONVERTED] = "converted or renewed",
                                                  [REASON_ACTIVATED] = "activated",
                                                  [REASON_LEFT] = "left at 75"};

enum { PAY_BINS = 20000, MOST_LABELS = 512 }; /* one cent each; the last also holds all above */

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

static enum duration_class duration_class(int32_t days)
{
    static const int32_t below[] = {30, 91, 182, 365, 731};
    int class = 0;
    while (class < DURATION_LONGER && days >= below[class]) {
        class ++;
    }
    return (enum duration_class) class;
}

/* ---- Dimensions ---------------------------------------------------------------------------------- */

/* Names of the rows of a table: every row begins with its name. */
static enum status table_dimension(struct outputs *outputs, const char *name, const char *text,
                                   const struct param_rows *rows, size_t row_size, struct error *error)
{
    const char *labels[MOST_LABELS];
    size_t count = rows->count < MOST_LABELS ? rows->count : MOST_LABELS;
    for (size_t r = 0; r < count; r++) {
        labels[r] = ((const struct param_text *)((const char *)rows->rows + r * row_size))->chars;
    }
    return outputs_dimension(outputs, name, text, count, labels, error);
}
_Static_assert((int)MAX_ZONES <= (int)MOST_LABELS && (int)MAX_OCCUPATIONS <= (int)MOST_LABELS,
               "every row has a label");

static enum status margin_dimension(const struct parameters *p, struct outputs *outputs, struct error *error)
{
    enum { LABEL_SIZE = 96, MOST_MARGINS = MAX_AGE_GROUPS * 2 + MAX_QUALIFICATIONS + 8 };
    char text[MOST_MARGINS][LABEL_SIZE];
    const char *labels[MOST_MARGINS];
    size_t count = synthesis_margin_count(p);
    for (size_t m = 0; m < count; m++) {
        synthesis_margin_label(p, m, text[m], LABEL_SIZE);
        labels[m] = text[m];
    }
    return outputs_dimension(outputs, "margin", "Margins of the population on the first day", count, labels,
                             error);
}

static enum status fixed_dimensions(struct outputs *outputs, struct error *error)
{
    enum status status;
    TRY(outputs_dimension(outputs, "status", "Labour status", STATUS_COUNT, STATUSES, error));
    TRY(outputs_dimension(outputs, "status_from", "Labour status before", STATUS_COUNT, STATUSES, error));
    TRY(outputs_dimension(outputs, "status_to", "Labour status after", STATUS_COUNT, STATUSES, error));
    TRY(outputs_dimension(outputs, "sex", "Sex", 2, SEXES, error));
    TRY(outputs_dimension(outputs, "length", "Planned length of a contract", LENGTH_COUNT, LENGTHS, error));
    TRY(outputs_dimension(outputs, "reason", "Why a job or spell ended", REASON_COUNT, REASONS, error));
    TRY(outputs_dimension(outputs, "tenure", "Time since the job began", TENURE_COUNT, TENURES, error));
    TRY(outputs_dimension(outputs, "open_for", "Time since a vacancy was posted", TENURE_COUNT, OPEN_FOR,
                          error));
    TRY(outputs_dimension(outputs, "duration", "Time without a job", DURATION_COUNT, DURATIONS, error));
    TRY(outputs_dimension(outputs, "decile", "Decile of pay", 9, DECILES, error));
out:
    return status;
}

enum status observe_dimensions(const void *params, struct outputs *outputs, struct error *error)
{
    const struct parameters *p = params;
    enum status status;
    TRY(fixed_dimensions(outputs, error));
    TRY(table_dimension(outputs, "age_group", "Age", &p->age_groups, sizeof(struct age_group), error));
    TRY(table_dimension(outputs, "qualification", "Level of qualification", &p->qualifications,
                        sizeof(struct qualification), error));
    TRY(table_dimension(outputs, "zone", "Zone", &p->zones, sizeof(struct zone), error));
    TRY(table_dimension(outputs, "sector", "Sector of the employer", &p->sectors, sizeof(struct sector),
                        error));
    TRY(table_dimension(outputs, "occupation", "Occupation", &p->occupations, sizeof(struct occupation),
                        error));
    TRY(table_dimension(outputs, "contract", "Type of contract", &p->contracts, sizeof(struct contract),
                        error));
    TRY(table_dimension(outputs, "size", "Size of the firm", &p->sizes, sizeof(struct size_class), error));
    TRY(margin_dimension(p, outputs, error));
out:
    return status;
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

static size_t group_of(const struct counting *counting, int32_t birth_day)
{
    size_t group = 0;
    for (size_t g = 1; g < counting->w->age_count; g++) {
        group += birth_day <= counting->born_after[g];
    }
    return group;
}

static void count_pay(struct world *w, const struct span *span, int32_t wage)
{
    int32_t bin = wage < PAY_BINS ? wage : PAY_BINS - 1;
    w->wage_histogram[(size_t)span->thread * PAY_BINS + (size_t)bin]++;
}

/* Every resident, once a month: everything read here lies in the person's own row, in order. */
static void count_people(void *context, const struct span *span)
{
    const struct counting *counting = context;
    struct world *w = counting->w;
    struct people *people = &w->people;
    const struct outputs *outputs = &w->sim->outputs;
    int64_t *stock = outputs_tally(outputs, OUTPUT_stock, span->thread);
    int64_t *by_level = outputs_tally(outputs, OUTPUT_stock_by_qualification, span->thread);
    int64_t *by_zone = outputs_tally(outputs, OUTPUT_stock_by_zone, span->thread);
    int64_t *transitions = outputs_tally(outputs, OUTPUT_transitions, span->thread);
    int64_t *durations = outputs_tally(outputs, OUTPUT_unemployed_by_duration, span->thread);
    for (size_t i = span->begin; i < span->end; i++) {
        size_t status = people->status[i];
        size_t group = group_of(counting, people->birth_day[i]);
        stock[(status * w->age_count + group) * 2 + people->female[i]]++;
        by_level[status * w->level_count + people->qualification[i]]++;
        by_zone[status * w->zone_count + people->zone[i]]++;
        transitions[people->status_before[i] * (size_t)STATUS_COUNT + status]++;
        people->status_before[i] = (uint8_t)status;
        if (status_employed(people->status[i])) {
            count_pay(w, span, people->wage[i]);
        } else if (status == STATUS_UNEMPLOYED) {
            durations[duration_class(counting->day - people->jobless_since[i])]++;
        }
    }
}

/* From the firms' head counts; the contract types of the two kinds of staff are those of the market. */
static void count_staff(struct world *w)
{
    const struct firms *firms = &w->firms;
    int64_t *staff = outputs_tally(&w->sim->outputs, OUTPUT_staff_by_sector, 0);
    for (size_t f = 0; f < firms->table.rows; f++) {
        staff[w->cdi * w->sector_count + firms->sector[f]] += firms->core[f];
        staff[w->cdd * w->sector_count + firms->sector[f]] += firms->flexible[f];
    }
}

static void count_vacancies(struct world *w, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    int64_t *open = outputs_tally(&w->sim->outputs, OUTPUT_vacancies, 0);
    int64_t *by_zone = outputs_tally(&w->sim->outputs, OUTPUT_vacancies_by_zone, 0);
    for (size_t v = 0; v < vacancies->table.rows; v++) {
        if (!vacancies->closed[v]) {
            open[vacancies->contract[v] * (size_t)TENURE_COUNT + tenure_class(day - vacancies->opened[v])]++;
            by_zone[vacancies->zone[v]]++;
        }
    }
}

/* Deciles, mean and share at the minimum from the histogram of pay, which is exact to the cent. */
static void measure_pay(struct world *w)
{
    int64_t *bins = w->wage_histogram;
    int64_t people = 0, cents = 0, low = 0;
    for (size_t b = 0; b < PAY_BINS; b++) {
        for (int t = 1; t < w->sim->parallel.threads; t++) {
            bins[b] += bins[(size_t)t * PAY_BINS + b];
        }
        people += bins[b];
        cents += bins[b] * (int64_t)b;
        low += (int64_t)b * 100 <= (int64_t)w->minimum_wage * 102 ? bins[b] : 0;
    }
    double *deciles = outputs_reals(&w->sim->outputs, OUTPUT_pay_decile);
    int64_t below = 0;
    int decile = 0;
    for (size_t b = 0; b < PAY_BINS && people > 0; b++) {
        below += bins[b];
        while (decile < 9 && below * 10 >= people * (decile + 1)) {
            deciles[decile++] = (double)b / 100;
        }
    }
    if (people > 0) {
        outputs_reals(&w->sim->outputs, OUTPUT_mean_pay)[0] = (double)cents / (double)people / 100;
        outputs_reals(&w->sim->outputs, OUTPUT_at_minimum)[0] = 100 * (double)low / (double)people;
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

static double percent(int64_t part, int64_t whole)
{
    return whole > 0 ? 100 * (double)part / (double)whole : NAN;
}

static void measure_rates(struct world *w)
{
    int64_t cdi = stock_of(w, STATUS_CDI);
    int64_t employed = cdi + stock_of(w, STATUS_CDD);
    int64_t unemployed = stock_of(w, STATUS_UNEMPLOYED);
    const int64_t *duration = outputs_tally(&w->sim->outputs, OUTPUT_unemployed_by_duration, 0);
    outputs_reals(&w->sim->outputs, OUTPUT_unemployment_rate)[0] = percent(unemployed, employed + unemployed);
    outputs_reals(&w->sim->outputs, OUTPUT_cdi_share)[0] = percent(cdi, employed);
    outputs_reals(&w->sim->outputs, OUTPUT_long_term_share)[0] =
        percent(duration[DURATION_TWO] + duration[DURATION_LONGER], unemployed);
}

static void observe_month(struct world *w, int32_t day)
{
    struct counting counting = {.w = w, .day = day};
    find_births(&counting);
    memset(w->wage_histogram, 0, (size_t)w->sim->parallel.threads * PAY_BINS * sizeof *w->wage_histogram);
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, count_people, &counting);
    outputs_gather(&w->sim->outputs, OUTPUT_MONTHLY);
    count_staff(w);
    count_vacancies(w, day);
    measure_pay(w);
    measure_rates(w);
}

static void count_day(void *context, const struct span *span)
{
    struct world *w = context;
    for (size_t i = span->begin; i < span->end; i++) {
        if (w->people.status[i] == STATUS_UNEMPLOYED) {
            tally_add(w, span, OUTPUT_unemployment, 0, 1);
        } else if (status_employed(w->people.status[i])) {
            tally_add(w, span, OUTPUT_employment, w->people.contract[i], 1);
        }
    }
}

static void observe_sizes(struct world *w)
{
    const struct size_class *sizes = ROWS(size_class, w->p->sizes);
    int64_t *firms = outputs_tally(&w->sim->outputs, OUTPUT_firms_by_size, 0);
    int64_t *staff = outputs_tally(&w->sim->outputs, OUTPUT_staff_by_size, 0);
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        int64_t size = (int64_t)w->firms.core[f] + w->firms.flexible[f];
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

static void observe_final(struct world *w)
{
    size_t margins = synthesis_margin_count(w->p);
    synthesis_margins_asked(w->p, outputs_reals(&w->sim->outputs, OUTPUT_population_asked));
    double *got = outputs_reals(&w->sim->outputs, OUTPUT_population_got);
    for (size_t m = 0; m < margins; m++) {
        got[m] = (double)w->margins.persons[m];
    }
    observe_sizes(w);
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

size_t observe_histogram_size(void)
{
    return PAY_BINS;
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
        person_post_open_spell(finishing->w, span, finishing->first + k, finishing->day);
        person_post_traits(finishing->w, span, finishing->first + k);
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
