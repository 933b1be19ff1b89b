#include "sim/date.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum { DAYS_PER_ERA = 146097, FIRST_YEAR = 1600, LAST_YEAR = 2999 };

static bool is_leap_year(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t days_in_month(int32_t year, int32_t month)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

static bool date_exists(struct date date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

/* Both conversions count from 1 March of year 0, so that the leap day is the last day of a year and months
 * have lengths that (153 m + 2) / 5 sums up; 719468 days lie between then and 1970-01-01. All years of the
 * range are positive, so divisions round down. */
int32_t date_day(struct date date)
{
    assert(date_exists(date));
    int32_t year = date.month > 2 ? date.year : date.year - 1;
    int32_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    int32_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

struct date date_of_day(int32_t day)
{
    int32_t days = day + 719468;
    assert(days >= 0);
    int32_t era = days / DAYS_PER_ERA;
    int32_t day_of_era = days % DAYS_PER_ERA;
    int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * day_of_year + 2) / 153;
    struct date date = {
        .year = 400 * era + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
    return date;
}

/* Reads exactly `digits` digits; -1 when there is anything else. */
static int32_t parse_digits(const char *text, int digits)
{
    int32_t value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool date_parse(const char *text, int32_t *day)
{
    struct date date = {0};
    if ((date.year = parse_digits(text, 4)) < 0 || text[4] != '-' ||
        (date.month = parse_digits(text + 5, 2)) < 0 || text[7] != '-' ||
        (date.day = parse_digits(text + 8, 2)) < 0 || text[10] != '\0' || !date_exists(date)) {
        return false;
    }
    *day = date_day(date);
    return true;
}

static void format_digits(int32_t value, int digits, char *text)
{
    for (int i = digits - 1; i >= 0; i--) {
        text[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

void date_format(int32_t day, char text[11])
{
    struct date date = date_of_day(day);
    format_digits(date.year, 4, text);
    text[4] = '-';
    format_digits(date.month, 2, text + 5);
    text[7] = '-';
    format_digits(date.day, 2, text + 8);
    text[10] = '\0';
}

int32_t date_month_begin(int32_t day)
{
    return day - date_of_day(day).day + 1;
}

int32_t date_month_next(int32_t day)
{
    struct date date = date_of_day(day);
    return day - date.day + 1 + days_in_month(date.year, date.month);
}

int32_t date_year_begin(int32_t day)
{
    return date_day((struct date){date_of_day(day).year, 1, 1});
}

int32_t date_day_of_year(int32_t day)
{
    return day - date_year_begin(day);
}

bool date_parse_period(const char *text, size_t length, int32_t *first, int32_t *last)
{
    char date[11] = "YYYY-01-01";
    bool parsed = length == 4 || length == 7 || length == 10;
    memcpy(date, text, parsed ? length : 0);
    if (!parsed || !date_parse(date, first)) {
        return false;
    }
    *last = length == 10  ? *first
            : length == 7 ? date_month_next(*first) - 1
                          : date_year_begin(*first + 366) - 1;
    return true;
}
