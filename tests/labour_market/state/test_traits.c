/* Lasting traits of people, and lists in texts that have to agree with lists in code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/market/search.h"
#include "models/labour_market/output/flows.h"
#include "models/labour_market/parts.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/person.h"
#include "tests/labour_market/small_territory.h"

static const int traits[] = {STREAM_STUDENT_WORK, STREAM_MARGINAL_WORK, STREAM_SECOND_WORK, STREAM_PANEL};

/* Which of the people of the first day have each trait, with whom they live, as one number each. */
static void gather(uint64_t population_seed, uint64_t seed, size_t people, uint32_t *found)
{
    struct scenario scenario = whole();
    struct run run = {0};
    scenario.run->population_seed = (int64_t)population_seed;
    scenario.run->seed = (int64_t)seed;
    const struct world *w = begin(&run, &scenario, 1);
    for (size_t i = 0; i < people; i++) {
        for (size_t t = 0; t < sizeof traits / sizeof traits[0]; t++) {
            found[i] |= (uint32_t)person_has(w, i, traits[t], 0.5) << t;
        }
        struct rng home = person_stream(w, STREAM_HOME, i, 0);
        found[i] |= (rng_u32(&home) >> 31) << 16;
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

static size_t differ(const uint32_t *a, const uint32_t *b, size_t count, uint32_t bit)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += ((a[i] ^ b[i]) & bit) != 0;
    }
    return found;
}

/* Another population has other people with each trait, half of them others here; the seed of the dynamics
 * says nothing about them. */
static void test_traits_are_of_the_population(void **state)
{
    (void)state;
    enum { PEOPLE = 1000 };
    static uint32_t first[PEOPLE], again[PEOPLE], other[PEOPLE];
    gather(1, 1, PEOPLE, first);
    gather(1, 2, PEOPLE, again);
    gather(2, 1, PEOPLE, other);
    assert_memory_equal(first, again, sizeof first);
    for (size_t t = 0; t < sizeof traits / sizeof traits[0]; t++) {
        size_t count = differ(first, other, PEOPLE, UINT32_C(1) << t);
        assert_true(count > 400 && count < 600); /* six standard deviations */
    }
    size_t homes = differ(first, other, PEOPLE, UINT32_C(1) << 16);
    assert_true(homes > 400 && homes < 600);
}

/* The choices of a field of a table are these, in this order. */
static void expect_choices(const char *table, const char *field, const char *choices)
{
    for (size_t g = 0; g < param_group_count(&labour_market_schema); g++) {
        const struct param_group *group = param_group_at(&labour_market_schema, g);
        for (size_t k = 0; k < group->param_count && strcmp(group->path, table) == 0; k++) {
            if (strcmp(group->params[k].name, field) == 0) {
                assert_string_equal(group->params[k].unit, choices);
                return;
            }
        }
    }
    fail_msg("%s has no field %s", table, field);
}

static const char *joined(const char *const *names, size_t count, char *text, size_t size)
{
    text[0] = '\0';
    for (size_t k = 0; k < count; k++) {
        strncat(text, k > 0 ? "|" : "", size - strlen(text) - 1);
        strncat(text, names[k], size - strlen(text) - 1);
    }
    return text;
}

/* A choice is held as its place in the text of its field, which code knows by the name of an enum. */
static void test_choices_are_in_the_order_of_the_code(void **state)
{
    (void)state;
    const char *statuses[LAST_EMPLOYEE + 1];
    for (size_t s = 0; s <= LAST_EMPLOYEE; s++) {
        statuses[s] = status_kinds[s].label;
    }
    static const char *const groups[] = {[GROUP_MANAGERS] = "managers",
                                         [GROUP_INTERMEDIATE] = "intermediate",
                                         [GROUP_CLERICAL] = "clerical",
                                         [GROUP_SKILLED_MANUAL] = "skilled_manual",
                                         [GROUP_UNSKILLED_MANUAL] = "unskilled_manual"};
    static const char *const branches[] = {[BRANCH_AGRICULTURE] = "agriculture",
                                           [BRANCH_INDUSTRY] = "industry",
                                           [BRANCH_CONSTRUCTION] = "construction",
                                           [BRANCH_SERVICES] = "services",
                                           [BRANCH_PUBLIC] = "public"};
    char text[256];
    expect_choices("contracts", "status", joined(statuses, LAST_EMPLOYEE + 1, text, sizeof text));
    expect_choices("occupations", "group", joined(groups, 5, text, sizeof text));
    expect_choices("sectors", "branch", joined(branches, 5, text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_traits_are_of_the_population),
        cmocka_unit_test(test_choices_are_in_the_order_of_the_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
