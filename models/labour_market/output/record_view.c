#include "models/labour_market/output/record_view.h"

#include <math.h>
#include <stdint.h>

double view_cell(const struct view *v, size_t id, size_t record, size_t cell)
{
    const void *cells = outputs_record(v->outputs, id, record);
    return v->outputs->declared[id].type == COLUMN_I64 ? (double)((const int64_t *)cells)[cell]
                                                       : ((const double *)cells)[cell];
}

double view_mean(const struct view *v, size_t id, size_t cell)
{
    size_t months = v->records < MONTHS ? v->records : MONTHS;
    double sum = 0;
    for (size_t r = v->records - months; r < v->records; r++) {
        sum += view_cell(v, id, r, cell);
    }
    return months > 0 ? sum / (double)months : NAN;
}

double view_means(const struct view *v, size_t id, size_t begin, size_t end)
{
    double sum = 0;
    for (size_t cell = begin; cell < end; cell++) {
        sum += view_mean(v, id, cell);
    }
    return sum;
}

double view_mean_of_year(const struct view *v, size_t id, size_t cell, size_t year)
{
    double sum = 0;
    for (size_t month = 0; month < MONTHS; month++) {
        sum += view_cell(v, id, v->records - 1 - year * MONTHS - month, cell);
    }
    return sum / MONTHS;
}
