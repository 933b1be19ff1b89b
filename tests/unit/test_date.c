#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"

/* The calendar told day by day, by another rule than sim/date.c uses: months of fixed lengths, and a leap
 * day in years divisible by 4, but by 100 only when by 400. */
struct almanac {
    int32_t day;
    int32_t year, month, day_of_month;
    int32_t day_of_year;
};

enum { FIRST_YEAR = 1600, LAST_YEAR = 2999 };

static int32_t month_length(int32_t year, int32_t month)
{
    switch (month) {
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    case 2:
        return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    default:
        return 31;
    }
}

/* 1 January 1600, 135140 days before 1970-01-01 (as `cal` and `date -u -d` say). */
static struct almanac almanac_begin(void)
{
    return (struct almanac){-135140, FIRST_YEAR, 1, 1, 0};
}

static void almanac_next(struct almanac *a)
{
    a->day++;
    a->day_of_month++;
    a->day_of_year++;
    if (a->day_of_month > month_length(a->year, a->month)) {
        a->day_of_month = 1;
        a->month++;
    }
    if (a->month > 12) {
        a->month = 1;
        a->year++;
        a->day_of_year = 0;
    }
}

static void every_day_agrees_with_the_almanac(void **state)
{
    (void)state;
    int32_t days = 0;
    int32_t month_begin = 0;
    int32_t year_begin = 0;
    for (struct almanac a = almanac_begin(); a.year <= LAST_YEAR; almanac_next(&a), days++) {
        struct date date = date_of_day(a.day);
        assert_int_equal(date.year, a.year);
        assert_int_equal(date.month, a.month);
        assert_int_equal(date.day, a.day_of_month);
        assert_int_equal(date_day(date), a.day);
        assert_int_equal(date_day_of_year(a.day), a.day_of_year);

        month_begin = a.day_of_month == 1 ? a.day : month_begin;
        year_begin = a.day_of_year == 0 ? a.day : year_begin;
        assert_int_equal(date_month_begin(a.day), month_begin);
        assert_int_equal(date_year_begin(a.day), year_begin);
    }
    assert_int_equal(days, 1400 * 365 + 1400 / 4 - 10); /* 1700, 1800, 1900, 2100 ... 2900: 10 without 29 */
}

static void every_date_reads_back(void **state)
{
    (void)state;
    for (struct almanac a = almanac_begin(); a.year <= LAST_YEAR; almanac_next(&a)) {
        char expected[40];
        char text[11];
        snprintf(expected, sizeof expected, "%04d-%02d-%02d", a.year, a.month, a.day_of_month);
        date_format(a.day, text);
        assert_string_equal(text, expected);
        int32_t day = INT32_MIN;
        assert_true(date_parse(text, &day));
        assert_int_equal(day, a.day);
    }
}

static void next_month_begins_where_the_almanac_says(void **state)
{
    (void)state;
    int32_t month_next = INT32_MIN;
    for (struct almanac a = almanac_begin(); a.year <= LAST_YEAR; almanac_next(&a)) {
        if (a.day_of_month == 1) {
            assert_true(month_next == INT32_MIN || month_next == a.day);
            month_next = date_month_next(a.day);
        }
        assert_int_equal(date_month_next(a.day), month_next);
    }
}

static void known_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t day;
    } known[] = {
        {"1970-01-01", 0},     {"1969-12-31", -1},      {"2000-02-29", 11016},  {"2016-01-31", 16831},
        {"2038-01-19", 24855}, {"1600-01-01", -135140}, {"2999-12-31", 376199},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int32_t day;
        assert_true(date_parse(known[i].text, &day));
        assert_int_equal(day, known[i].day);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "2",           "2016",        "2016-",
        "2016-1-31",  "2016-01-3",   "2016-01-",    "2016/01/31",
        "2016-01/31", "2016-01-31 ", "2016-01-310", " 2016-01-31",
        "16-01-31",   "2016-00-10",  "2016-13-10",  "2016-01-00",
        "2016-01-32", "2016-04-31",  "2015-02-29",  "1900-02-29",
        "2100-02-29", "2016-02-30",  "1599-12-31",  "3000-01-01",
        "-016-01-31", "+016-01-31",  "2016-+1-31",  "2016-01-0x",
        "2016--1-31", "20160131",    "31-01-2016",  "2016-01-31T00:00",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int32_t day = 42;
        if (date_parse(wrong[i], &day)) {
            fail_msg("\"%s\" was read as a date", wrong[i]);
        }
        assert_int_equal(day, 42);
    }
}

/* Every text that differs in one byte from a date is refused unless it is another date. */
static void one_wrong_byte_is_seen(void **state)
{
    (void)state;
    for (size_t at = 0; at < 10; at++) {
        for (int byte = 1; byte < 256; byte++) {
            char text[11] = "2016-01-11";
            text[at] = (char)byte;
            int32_t day;
            if (date_parse(text, &day)) {
                char again[11];
                date_format(day, again);
                assert_string_equal(again, text);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_agrees_with_the_almanac),
        cmocka_unit_test(every_date_reads_back),
        cmocka_unit_test(next_month_begins_where_the_almanac_says),
        cmocka_unit_test(known_days),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(one_wrong_byte_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
