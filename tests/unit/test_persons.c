/* Persons from spells: who is there on the eve, how they live, and that only what was known then makes
 * groups. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/persons.h"

enum { WORK, IDLE, FIRST = 100, END = 200 };

static const struct life_trait traits[] = {
    {.name = "state", .kind = LIFE_STATE},
    {.name = "jobless", .kind = LIFE_IDLE_DAYS, .states = 1 << IDLE},
    {.name = "pay", .kind = LIFE_RANK, .column = "pay", .states = 1 << WORK},
};
static const struct lives declared = {.at_work = 1 << WORK, .traits = traits, .trait_count = 3};

static const struct person_spell spells[] = {
    {.person = 7, .start = 10, .end = 60, .state = WORK, .begins = true, .pay = 1000, .hours = 35},
    {.person = 7, .start = 60, .end = 130, .state = IDLE},
    {.person = 9, .start = 20, .end = 100, .state = WORK, .pay = 1200, .hours = 35}, /* ends on the day itself
                                                                                      */
    {.person = 9,
     .start = 90,
     .end = 150,
     .state = WORK,
     .beside = true,
     .begins = true,
     .pay = 700,
     .hours = 7},
    {.person = 5, .start = 100, .end = INT32_MAX, .state = IDLE}, /* comes on that day */
    {.person = 9, .start = 120, .end = 120, .state = WORK, .begins = true},
    {.person = 7, .start = 130, .end = INT32_MAX, .state = WORK, .begins = true, .pay = 1100, .hours = 35},
    {.person = 9, .start = 100, .end = 199, .state = IDLE}, /* leaves a day early */
    {.person = 3, .start = 10, .end = 90, .state = IDLE},   /* has left before */
};
enum { SPELLS = sizeof spells / sizeof spells[0] };

static enum status read_all(struct persons *persons, size_t count, double pay)
{
    struct error error = {0};
    enum status status = STATUS_OK;
    persons_init(persons, &declared, (struct person_days){FIRST, END});
    for (size_t i = 0; i < count; i++) {
        size_t at;
        TRY(persons_meet(persons, &spells[i], &at, &error));
        if (at != SIZE_MAX) {
            *persons_trait(persons, at, 2) = pay;
        }
    }
    for (size_t i = 0; i < count; i++) {
        TRY(persons_live(persons, &spells[i], &error));
    }
    persons_finish(persons);
out:
    return status;
}

static void test_lives(void **state)
{
    struct persons persons;
    (void)state;
    assert_int_equal(read_all(&persons, SPELLS, 5), STATUS_OK);
    assert_int_equal(persons.set.count, 2);
    assert_int_equal(persons.later.count, 1);
    assert_int_equal(id_set_find(&persons.set, 5), SIZE_MAX);
    assert_int_equal(id_set_find(&persons.set, 3), SIZE_MAX);
    const struct person_life *seven = &persons.lives[id_set_find(&persons.set, 7)];
    assert_int_equal(seven->state, IDLE);
    assert_int_equal(seven->last_state, WORK);
    assert_int_equal(seven->days, 100);
    assert_int_equal(seven->days_at_work, 70);
    assert_int_equal(seven->jobs_begun, 1);
    assert_int_equal(seven->hours, 35 * 70);
    assert_int_equal(seven->paid, 1100 * 35 * 70);
    const struct person_life *nine = &persons.lives[id_set_find(&persons.set, 9)];
    assert_int_equal(nine->state, WORK);
    assert_int_equal(nine->last_state, LIFE_GONE);
    assert_int_equal(nine->days, 99);
    assert_int_equal(nine->days_at_work, 0);
    assert_int_equal(nine->paid, 700 * 7 * 50); /* beside: paid, and no days of its own */
    persons_clear(&persons);
}

static void test_traits(void **state)
{
    struct persons persons;
    (void)state;
    assert_int_equal(read_all(&persons, SPELLS, 5), STATUS_OK);
    size_t seven = id_set_find(&persons.set, 7);
    size_t nine = id_set_find(&persons.set, 9);
    assert_true(*persons_trait(&persons, seven, 0) == IDLE);
    assert_true(*persons_trait(&persons, seven, 1) == FIRST - 60);
    assert_true(isnan(*persons_trait(&persons, seven, 2)));
    assert_true(isnan(*persons_trait(&persons, nine, 1)));
    assert_true(*persons_trait(&persons, nine, 2) == 5);
    persons_clear(&persons);
}

static void test_the_same_persons(void **state)
{
    struct persons one;
    struct persons other;
    struct error error = {0};
    (void)state;
    assert_int_equal(read_all(&one, SPELLS, 5), STATUS_OK);
    assert_int_equal(read_all(&other, SPELLS, 5), STATUS_OK);
    assert_int_equal(persons_same(&one, &other, &error), STATUS_OK);
    persons_clear(&other);
    assert_int_equal(read_all(&other, SPELLS, 6), STATUS_OK);
    assert_int_equal(persons_same(&one, &other, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "pay differs"));
    persons_clear(&other);
    error_clear(&error);
    assert_int_equal(read_all(&other, 2, 5), STATUS_OK);
    assert_int_equal(persons_same(&one, &other, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "who is there differs"));
    persons_clear(&other);
    persons_clear(&one);
}

static void test_two_main_spells_on_a_day(void **state)
{
    struct persons persons;
    struct error error = {0};
    size_t at;
    (void)state;
    persons_init(&persons, &declared, (struct person_days){FIRST, END});
    assert_int_equal(persons_meet(&persons, &spells[1], &at, &error), STATUS_OK);
    assert_int_equal(persons_meet(&persons, &spells[1], &at, &error), STATUS_FAILED);
    persons_clear(&persons);
}

static void test_many_ids(void **state)
{
    struct id_set set = {0};
    struct error error = {0};
    size_t at;
    (void)state;
    assert_int_equal(id_set_find(&set, 1), SIZE_MAX);
    for (uint64_t i = 0; i < 5000; i++) {
        assert_int_equal(id_set_add(&set, i * i << 7, &at, &error), STATUS_OK);
        assert_int_equal(at, i);
    }
    for (uint64_t i = 0; i < 5000; i++) {
        assert_int_equal(id_set_find(&set, i * i << 7), i);
        assert_int_equal(id_set_add(&set, i * i << 7, &at, &error), STATUS_OK);
        assert_int_equal(at, i);
    }
    assert_int_equal(id_set_find(&set, 3), SIZE_MAX);
    assert_int_equal(set.count, 5000);
    id_set_clear(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lives),
        cmocka_unit_test(test_traits),
        cmocka_unit_test(test_the_same_persons),
        cmocka_unit_test(test_two_main_spells_on_a_day),
        cmocka_unit_test(test_many_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
