/* What measures read: the monthly records of a run, cell by cell, and means over its last year. */
#ifndef LABOUR_MARKET_RECORD_VIEW_H
#define LABOUR_MARKET_RECORD_VIEW_H

#include <stddef.h>

#include "models/labour_market/parameters.h"
#include "sim/outputs.h"

enum { MONTHS = 12 };

struct view {
    const struct parameters *p;
    const struct outputs *outputs;
    size_t records; /* months kept */
    size_t cdi;     /* rows of the table of contracts */
    size_t cdd;
};

/* Cell `cell` of the output `id` in a record, 0 being the first; a count or a real. */
double view_cell(const struct view *v, size_t id, size_t record, size_t cell);

/* Mean of one cell over the last twelve months, or over fewer where there are no more; NaN without any. */
double view_mean(const struct view *v, size_t id, size_t cell);

/* Sum of the means of the cells from `begin` to before `end`. */
double view_means(const struct view *v, size_t id, size_t begin, size_t end);

/* Mean of one cell over the twelve months of a year of those kept, the last being year 0. */
double view_mean_of_year(const struct view *v, size_t id, size_t cell, size_t year);

#endif
