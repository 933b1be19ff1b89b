/* Idle hours of fixed terms: what firms reckon with when they choose (contract_useful) is what comes out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/firms/contract_choice.h"
#include "tests/labour_market/small_territory.h"

/* Weekly hours of CDDs signed for peaks: all, those that firms reckoned to be idle, and those that are: in
 * each firm the hours of its peak staff above what it wants, shared by all of these. */
struct hours {
    double all, reckoned, idle;
};

static void add_firm(const struct world *w, size_t firm, struct hours *sum)
{
    const struct employer *row = &w->employers.row[firm];
    double above = (double)row->peak_hours - row->peak_wanted;
    double idle = row->peak_hours > 0 && above > 0 ? above / row->peak_hours : 0;
    for (uint32_t job = row->first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        const struct job *held = &w->jobs.row[job];
        if (job_is_main(w, job) && held->need == NEED_PEAK && held->contract == ROW_CDD) {
            int32_t term = held->end - w->people.row[job].since;
            sum->all += held->hours;
            sum->reckoned += held->hours * (1 - contract_useful(w, held->contract, term));
            sum->idle += held->hours * idle;
        }
    }
}

/* Twelve months of 40 000 people after five years. */
static struct hours hours_of(double transitory_months, double flexible_days)
{
    enum { SETTLES_DAYS = 1826, MONTHS = 12, MONTH_DAYS = 30 };
    struct scenario scenario = whole();
    struct parameters *p = values_of(&scenario);
    struct run run = {0};
    struct hours sum = {0};
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population = 20000;
    }
    p->firms.jobs = 21000;
    p->demand.transitory_months = transitory_months;
    p->staffing.flexible_days = flexible_days;
    scenario.run->end = scenario.run->start + SETTLES_DAYS + MONTHS * MONTH_DAYS;
    const struct world *w = begin(&run, &scenario, 1);
    for (int32_t month = 0; month < MONTHS; month++) {
        live_until(&run, scenario.run->start + SETTLES_DAYS + month * MONTH_DAYS, false);
        for (size_t firm = 0; firm < world_firms(w); firm++) {
            add_firm(w, firm, &sum);
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return sum;
}

/* Over the ranges in which the two parameters are searched, within five points. */
static void test_reckoned_is_what_comes_out(void **state)
{
    (void)state;
    static const double cases[][2] = {{24, 230}, {24, 120}, {12, 230}, {36, 365}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct hours hours = hours_of(cases[k][0], cases[k][1]);
        double reckoned = hours.reckoned / hours.all, idle = hours.idle / hours.all;
        print_message("peaks of %g months, terms of %g days: %.3f reckoned with, %.3f idle\n", cases[k][0],
                      cases[k][1], reckoned, idle);
        assert_float_equal(reckoned, idle, 0.05);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reckoned_is_what_comes_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
