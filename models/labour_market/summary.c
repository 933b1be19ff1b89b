/* What a person reads after a run: the last year of the run, beside what is published of the place. */
#include <math.h>
#include <string.h>

#include "models/labour_market/observe.h"
#include "models/labour_market/parameters.h"

enum { MONTHS = 12 };

/* Mean over the last twelve months (or fewer) of the sum of the cells begin, begin + step, ... below end. */
static double last_year(const struct outputs *outputs, size_t id, size_t begin, size_t end, size_t step)
{
    size_t records = outputs->period_count[OUTPUT_MONTHLY];
    size_t months = records < MONTHS ? records : MONTHS;
    double sum = 0;
    for (size_t r = records - months; r < records; r++) {
        for (size_t cell = begin; cell < end; cell += step) {
            const void *record = outputs_record(outputs, id, r);
            sum += outputs->declared[id].type == COLUMN_I64 ? (double)((const int64_t *)record)[cell]
                                                            : ((const double *)record)[cell];
        }
    }
    return months > 0 ? sum / (double)months : NAN;
}

struct lines {
    const struct parameters *p;
    const struct outputs *outputs;
    struct summary *summary;
    struct error *error;
    size_t contracts, ages;
};

/* What is published of the place about this figure, if the scenario gives it. */
static const struct published *find_published(const struct lines *lines, const char *figure)
{
    for (size_t r = 0; r < lines->p->published.count; r++) {
        const struct published *row = &ROWS(published, lines->p->published)[r];
        if (strcmp(row->figure.chars, figure) == 0) {
            return row;
        }
    }
    return NULL;
}

static enum status add(const struct lines *lines, const char *section, const char *figure, const char *label,
                       double value, const char *unit, int digits)
{
    const struct published *published = find_published(lines, figure);
    return summary_add(lines->summary, section, label, value, unit, digits,
                       published != NULL ? published->value : 0,
                       published != NULL ? published->source.chars : NULL, lines->error);
}

static double stock(const struct lines *lines, enum status_code status)
{
    size_t cells = lines->ages * 2;
    return last_year(lines->outputs, OUTPUT_stock, status * cells, (status + 1) * cells, 1);
}

static enum status add_stocks(const struct lines *lines)
{
    static const char *const labels[STATUS_COUNT] = {"on a CDI", "on a CDD", "unemployed", "inactive",
                                                     "retired"};
    static const char *const figures[STATUS_COUNT] = {"cdi", "cdd", "unemployed", "inactive", "retired"};
    const char *section = "Who works how (mean of the last 12 months)";
    enum status status = STATUS_OK;
    for (int s = 0; s < STATUS_COUNT; s++) {
        TRY(add(lines, section, figures[s], labels[s], stock(lines, (enum status_code)s), "persons", 0));
    }
    TRY(add(lines, section, "jobs", "jobs held", stock(lines, STATUS_CDI) + stock(lines, STATUS_CDD), "jobs",
            0));
    TRY(add(lines, section, "cdi_share", "CDI share of employees",
            last_year(lines->outputs, OUTPUT_cdi_share, 0, 1, 1), "%", 1));
out:
    return status;
}

static enum status add_unemployment(const struct lines *lines)
{
    const char *section = "Unemployment";
    const struct outputs *outputs = lines->outputs;
    double vacancies = last_year(outputs, OUTPUT_vacancies, 0, lines->contracts * TENURE_COUNT, 1);
    double jobs = stock(lines, STATUS_CDI) + stock(lines, STATUS_CDD);
    enum status status;
    TRY(add(lines, section, "unemployment_rate", "unemployment rate",
            last_year(outputs, OUTPUT_unemployment_rate, 0, 1, 1), "%", 1));
    TRY(add(lines, section, "long_term_share", "without a job for a year or more",
            last_year(outputs, OUTPUT_long_term_share, 0, 1, 1), "% of them", 1));
    TRY(add(lines, section, "vacancy_rate", "open vacancies per job", 100 * vacancies / jobs, "%", 1));
out:
    return status;
}

static size_t contract_row(const struct lines *lines, const char *name)
{
    size_t row = 0;
    for (size_t c = 0; c < lines->contracts; c++) {
        row = strcmp(ROWS(contract, lines->p->contracts)[c].name.chars, name) == 0 ? c : row;
    }
    return row;
}

static double hires(const struct lines *lines, size_t contract, size_t first, size_t last)
{
    size_t begin = contract * LENGTH_COUNT;
    return last_year(lines->outputs, OUTPUT_hires, begin + first, begin + last + 1, 1);
}

/* Share of new CDIs that end within some time: the year's ends by time since signing over the year's
 * signatures, exact when the market is steady. CDDs continued as CDIs are in neither. */
static double cdi_ended(const struct lines *lines, size_t cdi, enum tenure_class last)
{
    double ended = last_year(lines->outputs, OUTPUT_new_cdi_ended, 0, (size_t)last + 1, 1);
    return 100 * ended / hires(lines, cdi, 0, LENGTH_COUNT - 1);
}

static enum status add_hires(const struct lines *lines)
{
    const char *section = "Hires and how long they last";
    size_t cdi = contract_row(lines, "cdi");
    size_t cdd = contract_row(lines, "cdd");
    double of_cdi = hires(lines, cdi, 0, LENGTH_COUNT - 1);
    double of_cdd = hires(lines, cdd, 0, LENGTH_COUNT - 1);
    double all = of_cdi + of_cdd;
    enum status status;
    TRY(add(lines, section, "hires_quarter", "hires per quarter", 3 * all, "hires", 0));
    TRY(add(lines, section, "cdd_share_of_hires", "CDD share of hires", 100 * of_cdd / all, "%", 1));
    TRY(add(lines, section, "cdd_month", "CDDs of at most a month",
            100 * hires(lines, cdd, LENGTH_DAY, LENGTH_MONTH) / of_cdd, "% of CDDs", 1));
    TRY(add(lines, section, "cdd_quarter", "CDDs of one to three months",
            100 * hires(lines, cdd, LENGTH_QUARTER, LENGTH_QUARTER) / of_cdd, "% of CDDs", 1));
    TRY(add(lines, section, "cdd_longer", "CDDs of more than three months",
            100 * hires(lines, cdd, LENGTH_YEAR, LENGTH_LONGER) / of_cdd, "% of CDDs", 1));
    TRY(add(lines, section, "cdi_ended_1m", "CDIs ended within 1 month", cdi_ended(lines, cdi, TENURE_MONTH),
            "% of CDIs", 1));
    TRY(add(lines, section, "cdi_ended_3m", "CDIs ended within 3 months",
            cdi_ended(lines, cdi, TENURE_QUARTER), "% of CDIs", 1));
    TRY(add(lines, section, "cdi_ended_12m", "CDIs ended within 12 months",
            cdi_ended(lines, cdi, TENURE_YEAR), "% of CDIs", 1));
out:
    return status;
}

static enum status add_pay(const struct lines *lines)
{
    const char *section = "Gross hourly pay";
    const struct outputs *outputs = lines->outputs;
    static const struct {
        size_t decile;
        const char *figure, *label;
    } deciles[] = {{0, "pay_d1", "first decile"}, {4, "pay_median", "median"}, {8, "pay_d9", "ninth decile"}};
    enum status status = STATUS_OK;
    for (size_t k = 0; k < sizeof deciles / sizeof deciles[0]; k++) {
        size_t d = deciles[k].decile;
        TRY(add(lines, section, deciles[k].figure, deciles[k].label,
                last_year(outputs, OUTPUT_pay_decile, d, d + 1, 1), "EUR/hour", 2));
    }
    TRY(add(lines, section, "at_minimum", "at the minimum wage",
            last_year(outputs, OUTPUT_at_minimum, 0, 1, 1), "% of employees", 1));
out:
    return status;
}

enum status summarise(const struct sim *sim, struct summary *summary, struct error *error)
{
    const struct parameters *p = sim->params;
    struct lines lines = {p, &sim->outputs, summary, error, p->contracts.count, p->age_groups.count};
    enum status status = STATUS_OK;
    if (sim->outputs.period_count[OUTPUT_MONTHLY] == 0) {
        return status;
    }
    TRY(add_stocks(&lines));
    TRY(add_unemployment(&lines));
    TRY(add_hires(&lines));
    TRY(add_pay(&lines));
out:
    return status;
}
