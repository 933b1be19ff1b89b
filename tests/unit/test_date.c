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
    int32_t weekday;
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

/* Saturday 1 January 1600, 135140 days before 1970-01-01 (as `cal` and `date -u -d` say). */
static struct almanac almanac_begin(void)
{
    return (struct almanac){-135140, FIRST_YEAR, 1, 1, 5, 0};
}

static void almanac_next(struct almanac *a)
{
    a->day++;
    a->weekday = (a->weekday + 1) % 7;
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
        assert_int_equal(date_weekday(a.day), a.weekday);
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

static void next_month_and_year_begin_where_the_almanac_says(void **state)
{
    (void)state;
    int32_t month_next = INT32_MIN;
    int32_t year_next = INT32_MIN;
    for (struct almanac a = almanac_begin(); a.year <= LAST_YEAR; almanac_next(&a)) {
        if (a.day_of_month == 1) {
            assert_true(month_next == INT32_MIN || month_next == a.day);
            month_next = date_month_next(a.day);
        }
        if (a.day_of_year == 0) {
            assert_true(year_next == INT32_MIN || year_next == a.day);
            year_next = date_year_next(a.day);
        }
        assert_int_equal(date_month_next(a.day), month_next);
        assert_int_equal(date_year_next(a.day), year_next);
    }
}

static void known_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t day;
        int32_t weekday;
    } known[] = {
        {"1970-01-01", 0, 3},      {"1969-12-31", -1, 2},    {"2000-02-29", 11016, 1},
        {"2016-01-31", 16831, 6},  {"2038-01-19", 24855, 1}, {"1600-01-01", -135140, 5},
        {"2999-12-31", 376199, 1},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int32_t day;
        assert_true(date_parse(known[i].text, &day));
        assert_int_equal(day, known[i].day);
        assert_int_equal(date_weekday(day), known[i].weekday);
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

static void months_are_added_by_the_calendar(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int32_t months;
        const char *to;
    } cases[] = {
        {"2016-01-31", 1, "2016-02-29"},      {"2015-01-31", 1, "2015-02-28"},
        {"2016-02-29", 12, "2017-02-28"},     {"2016-02-29", 48, "2020-02-29"},
        {"2016-12-15", 1, "2017-01-15"},      {"2016-01-15", -1, "2015-12-15"},
        {"2016-03-31", -1, "2016-02-29"},     {"2016-03-31", 0, "2016-03-31"},
        {"2016-08-31", 13, "2017-09-30"},     {"1600-01-01", 16799, "2999-12-01"},
        {"2999-12-31", -16799, "1600-01-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t from;
        char text[11];
        assert_true(date_parse(cases[i].from, &from));
        date_format(date_add_months(from, cases[i].months), text);
        assert_string_equal(text, cases[i].to);
    }
}

/* Adding month by month walks through the firsts of all months. */
static void months_add_up(void **state)
{
    (void)state;
    struct almanac a = almanac_begin();
    int32_t months = 0;
    for (int32_t day = a.day; a.year <= LAST_YEAR; almanac_next(&a)) {
        if (a.day_of_month == 1) {
            assert_int_equal(date_add_months(day, months), a.day);
            assert_int_equal(date_add_months(a.day, -months), day);
            months++;
        }
    }
    assert_int_equal(months, 1400 * 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_agrees_with_the_almanac),
        cmocka_unit_test(every_date_reads_back),
        cmocka_unit_test(next_month_and_year_begin_where_the_almanac_says),
        cmocka_unit_test(known_days),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(one_wrong_byte_is_seen),
        cmocka_unit_test(months_are_added_by_the_calendar),
        cmocka_unit_test(months_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
