/* Calendar dates as whole days since 1970-01-01 (proleptic Gregorian calendar). */
#ifndef SIM_DATE_H
#define SIM_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
    int32_t year;
    int32_t month; /* 1 to 12 */
    int32_t day;   /* 1 to 31 */
};

/* Years 1600 to 2999. */
int32_t date_day(struct date date);
struct date date_of_day(int32_t day);

/* "2016-01-31" to a day. False unless the text is exactly a date that exists, in 1600 to 2999. */
bool date_parse(const char *text, int32_t *day);

/* The days of "2018", "2018-12" or "2018-12-31", which need not end with a zero. False unless it is one of
 * these. */
bool date_parse_period(const char *text, size_t length, int32_t *first, int32_t *last);

/* Writes "2016-01-31" and a final zero. */
void date_format(int32_t day, char text[11]);

/* First day of the month (year) that contains `day`, and of the next month. */
int32_t date_month_begin(int32_t day);
int32_t date_month_next(int32_t day);
int32_t date_year_begin(int32_t day);

/* Day of the year, 0 to 365. */
int32_t date_day_of_year(int32_t day);

#endif
