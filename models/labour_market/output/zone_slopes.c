#include "models/labour_market/output/zone_slopes.h"

#include <math.h>

#include "models/labour_market/output/measures.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

static double in_zone(const struct view *v, enum status_code first, enum status_code last, size_t zone,
                      size_t year)
{
    double sum = 0;
    for (size_t s = (size_t)first; s <= (size_t)last; s++) {
        sum += view_mean_of_year(v, OUTPUT_stock_by_zone, s * v->p->zones.count + zone, year);
    }
    return sum;
}

/* A figure of a zone in a year. */
typedef double zone_figure(const struct view *v, size_t zone, size_t year);

static double log_unemployment(const struct view *v, size_t zone, size_t year)
{
    double jobless = in_zone(v, STATUS_UNEMPLOYED, STATUS_UNEMPLOYED, zone, year);
    return real_log(jobless / (jobless + in_zone(v, FIRST_EMPLOYEE, LAST_EMPLOYED, zone, year)));
}

static double log_pay(const struct view *v, size_t zone, size_t year)
{
    return real_log(view_mean_of_year(v, OUTPUT_mean_pay_by_zone, zone, year));
}

static double log_unemployed_per_vacancy(const struct view *v, size_t zone, size_t year)
{
    return real_log(in_zone(v, STATUS_UNEMPLOYED, STATUS_UNEMPLOYED, zone, year) /
                    view_mean_of_year(v, OUTPUT_vacancies_by_zone, zone, year));
}

static double log_hires_per_vacancy(const struct view *v, size_t zone, size_t year)
{
    return real_log(view_mean_of_year(v, OUTPUT_hires_by_zone, zone, year) /
                    view_mean_of_year(v, OUTPUT_vacancies_by_zone, zone, year));
}

enum { LEAST_ZONES = 10, LEAST_YEARS = 4, MOST_YEARS = 100 };

/* What is left of a figure when the means of its zone and of its year are taken off. */
struct within {
    zone_figure *figure;
    double zone[MAX_ZONES], year[MOST_YEARS], all;
};

static void take_means(const struct view *v, zone_figure *figure, size_t years, struct within *within)
{
    size_t zones = v->p->zones.count;
    *within = (struct within){.figure = figure};
    for (size_t z = 0; z < zones; z++) {
        for (size_t t = 0; t < years; t++) {
            double value = figure(v, z, t);
            within->zone[z] += value / (double)years;
            within->year[t] += value / (double)zones;
            within->all += value / (double)(zones * years);
        }
    }
}

static double left_of(const struct view *v, const struct within *within, size_t zone, size_t year)
{
    return within->figure(v, zone, year) - within->zone[zone] - within->year[year] + within->all;
}

/* Least squares slope of y on x with an effect of each zone and each year; not a number where x does not vary
 * or one of them is not finite. */
static double slope_within(const struct view *v, zone_figure *x, zone_figure *y, size_t years)
{
    struct within of_x, of_y;
    double both = 0, square = 0;
    take_means(v, x, years, &of_x);
    take_means(v, y, years, &of_y);
    for (size_t z = 0; z < v->p->zones.count; z++) {
        for (size_t t = 0; t < years; t++) {
            double left = left_of(v, &of_x, z, t);
            both += left * left_of(v, &of_y, z, t);
            square += left * left;
        }
    }
    return square > 0 && isfinite(both) ? both / square : NAN;
}

void zone_slopes(const struct view *v, double *values)
{
    size_t years = v->records / MONTHS < MOST_YEARS ? v->records / MONTHS : MOST_YEARS;
    if (v->p->zones.count >= LEAST_ZONES && years >= LEAST_YEARS) {
        values[MEASURE_wage_curve] = slope_within(v, log_unemployment, log_pay, years);
        values[MEASURE_matching_elasticity] =
            slope_within(v, log_unemployed_per_vacancy, log_hires_per_vacancy, years);
    }
}
