/* Calendar dates as whole days since 1970-01-01 (proleptic Gregorian calendar). */
#ifndef SIM_DATE_H
#define SIM_DATE_H

#include <stdbool.h>
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

/* Writes "2016-01-31" and a final zero. */
void date_format(int32_t day, char text[11]);

/* First day of the month (year) that contains `day`, and of the next one. */
int32_t date_month_begin(int32_t day);
int32_t date_month_next(int32_t day);
int32_t date_year_begin(int32_t day);
int32_t date_year_next(int32_t day);

/* Monday is 0. */
int32_t date_weekday(int32_t day);

/* Day of the year, 0 to 365. */
int32_t date_day_of_year(int32_t day);

/* The same day `months` later, or the last day of that month when it is shorter. */
int32_t date_add_months(int32_t day, int32_t months);

#endif
