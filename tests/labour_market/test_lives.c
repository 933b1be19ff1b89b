/* Lives outside the market, alone: school, the halo, retirement, and the share of people who are active. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_territory.h"

/* Students who give up a job beside school are back at school: they are not of the halo, whatever they want.
 */
static void test_students_are_not_in_the_halo(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->search.student_share = 1;
    p->search.student_days = 1;
    p->search.before_leaving_days = 3650;
    p->lives.withdraw_employed = 20;
    p->lives.withdraw_to_halo = 1;
    live_through(&run, &scenario, 1, true);
    assert_true(separations_for(&run, REASON_WITHDRAWAL) > 100);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_students_are_not_in_the_halo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
