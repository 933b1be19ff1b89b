/* A reform acts on its day, fully, and only where it should. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/firms/tasks.h"
#include "tests/labour_market/small_territory.h"

enum { MONTH_DAYS = 30, REFORM_DAYS = 366 };

/* Twenty thousand people, a year, and a month under another rate of agreed terminations. */
static struct scenario with_agreed(const char *reform)
{
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population = 10000;
    }
    p->firms.jobs = 10600;
    p->separations.agreed = 0.1;
    p->separations.dismissal = 0.1;
    p->separations.seniority = 0;
    p->separations.else_quit = p->separations.else_dismissal = 0;
    employment_protection_of(p)->active = true;
    scenario.run->end = scenario.run->start + REFORM_DAYS + MONTH_DAYS;
    change_at(&scenario, scenario.run->start + REFORM_DAYS, "employment_protection.agreed", reform);
    return scenario;
}

static bool ends_for(const struct spell *spell, enum reason reason, int32_t from, int32_t to)
{
    return spell->reason == reason && spell->end >= from && spell->end < to && status_employee(spell->status);
}

static double count(const struct spells *spells, enum reason reason, int32_t from, int32_t to)
{
    double ends = 0;
    for (size_t k = 0; k < spells->count; k++) {
        ends += ends_for(&spells->rows[k], reason, from, to);
    }
    return ends;
}

/* Of those who leave for a reason within a month of the day, the share who do so on the same day in `other`.
 */
static double share_kept(const struct spells *spells, const struct spells *other, enum reason reason,
                         int32_t day)
{
    double kept = 0;
    for (size_t k = 0; k < spells->count; k++) {
        const struct spell *here = &spells->rows[k];
        bool same = false;
        for (size_t j = 0; j < other->count && ends_for(here, reason, day, day + MONTH_DAYS); j++) {
            const struct spell *there = &other->rows[j];
            same |= there->person == here->person && there->end == here->end && there->reason == reason;
        }
        kept += same;
    }
    return kept / count(spells, reason, day, day + MONTH_DAYS);
}

/* Agreed terminations of the month after the reform are `factor` times those of an average month before,
 * within five sigma of the two Poisson counts (false alarm 6e-7 each); dismissals and withdrawals are nearly
 * the same persons on the same days as without the reform. Their rates are those of before, so only who has
 * left by agreement before, one in twenty in the mean, is missing: of 24 or more hardly more than three. */
static void check_agreed(const char *value, double factor)
{
    struct scenario without = with_agreed("1"), with = with_agreed(value);
    struct run runs[2] = {{0}};
    struct spells base = {0}, reform = {0};
    live_with_spells(&runs[0], &without, 1, &base);
    live_with_spells(&runs[1], &with, 1, &reform);
    const int32_t start = with.run->start, day = start + REFORM_DAYS;
    double months = (double)REFORM_DAYS / MONTH_DAYS;
    double before = count(&reform, REASON_AGREED, start, day);
    double after = count(&reform, REASON_AGREED, day, day + MONTH_DAYS);
    double asked = factor * before / months;
    if (fabs(after - asked) > 5 * sqrt(asked + factor * asked / months)) {
        fail_msg("agreed terminations x %g: %.0f in the month after, expected %.0f", factor, after, asked);
    }
    static const enum reason kept[] = {REASON_DISMISSAL, REASON_WITHDRAWAL};
    for (size_t k = 0; k < 2; k++) {
        assert_true(count(&base, kept[k], day, day + MONTH_DAYS) > 20);
        assert_true(share_kept(&base, &reform, kept[k], day) > 0.85);
        assert_true(share_kept(&reform, &base, kept[k], day) > 0.85);
    }
    for (int k = 0; k < 2; k++) {
        run_clear(&runs[k]);
    }
    spells_clear(&base);
    spells_clear(&reform);
    scenario_clear(&without);
    scenario_clear(&with);
}

static void test_agreed_terminations(void **state)
{
    (void)state;
    check_agreed("5", 5);
    check_agreed("0.5", 0.5);
    check_agreed("0", 0);
}

/* Where agreements cannot be had any more, so many of those who would part by one part alone as the two
 * chances say: five sigma of two Poisson counts, false alarm 6e-7. */
static void test_without_agreement(void **state)
{
    (void)state;
    struct scenario scenarios[2] = {with_agreed("1"), with_agreed("0")};
    double dismissed[2], quit[2], agreed[2];
    for (int k = 0; k < 2; k++) {
        struct run run = {0};
        struct spells spells = {0};
        values_of(&scenarios[k])->separations.agreed = 0.3;
        values_of(&scenarios[k])->separations.else_dismissal = 0.3;
        values_of(&scenarios[k])->separations.else_quit = 0.6;
        const int32_t day = scenarios[k].run->start + REFORM_DAYS;
        live_with_spells(&run, &scenarios[k], 1, &spells);
        dismissed[k] = count(&spells, REASON_DISMISSAL, day, day + MONTH_DAYS);
        quit[k] = count(&spells, REASON_RESIGNATION, day, day + MONTH_DAYS);
        agreed[k] = count(&spells, REASON_AGREED, day, day + MONTH_DAYS);
        run_clear(&run);
        spells_clear(&spells);
        scenario_clear(&scenarios[k]);
    }
    assert_true(agreed[0] > 100 && agreed[1] == 0);
    assert_float_equal(dismissed[1] - dismissed[0], 0.3 * agreed[0], 5 * sqrt(dismissed[0] + dismissed[1]));
    assert_float_equal(quit[1] - quit[0], 0.6 * agreed[0], 5 * sqrt(quit[0] + quit[1]));
    assert_true(quit[1] > quit[0] && dismissed[1] > dismissed[0]);
}

/* Tasks per firm and day are Poisson from the day of the reform on: five sigma, false alarm 6e-7 each. */
static void check_tasks(double before, double after)
{
    struct scenario scenario = whole();
    struct run run = {0};
    struct error error = {0};
    ((struct zone *)values_of(&scenario)->zones.rows)[0].population = 10000;
    values_of(&scenario)->firms.jobs = 20000;
    struct world *w = begin(&run, &scenario, 1);
    struct sector *sectors = w->p->sectors.rows;
    const int32_t day = run.day + MONTH_DAYS;
    double arrivals = 0, expected = MONTH_DAYS * after * (double)world_firms(w);
    for (size_t s = 0; s < w->sector_count; s++) {
        sectors[s].tasks = before;
    }
    tasks_change_rates(w, run.day, true);
    for (size_t f = 0; f < world_firms(w); f++) {
        w->employers.row[f].core = 10;
        w->employers.row[f].peak = 0;
        w->employers.row[f].tasks = 36.525F;
        tasks_schedule(w, f, run.day);
    }
    for (int32_t now = run.day; now < day + MONTH_DAYS; now++) {
        if (now == day) {
            for (size_t s = 0; s < w->sector_count; s++) {
                sectors[s].tasks = after;
            }
            tasks_change_rates(w, now, false);
        }
        must(tasks_appear(w, now, &error), &error);
        arrivals += now >= day ? (double)w->postings.count : 0;
    }
    if (fabs(arrivals - expected) > 5 * sqrt(expected)) {
        fail_msg("tasks from %g to %g a day: %.0f, expected %.0f", before, after, arrivals, expected);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_tasks(void **state)
{
    (void)state;
    check_tasks(0.01, 0.2);
    check_tasks(1.5, 3);
    check_tasks(0, 0.05);
    check_tasks(3, 1.5);
    check_tasks(0.2, 0.01);
    check_tasks(0.2, 0);
}

static void set_tasks(struct run *run, double tasks)
{
    struct world *w = run->world;
    struct sector *sectors = w->p->sectors.rows;
    struct error error = {0};
    sectors[0].tasks = tasks;
    must(labour_market.parameters_changed(w, run->day, &error), &error);
}

/* Whom a firm met last, the one met `before` others. */
static uint32_t met(const struct world *w, size_t firm, uint32_t before)
{
    const struct employer *row = &w->employers.row[firm];
    uint32_t size = row->contact_places;
    return w->contacts.person[row->first_contact + (row->next_contact + 2 * size - 1 - before) % size];
}

/* Where tasks become more frequent, firms keep as many people in mind as if it had been so from the start,
 * and forget nobody; where they become rarer, they forget those they met first. */
static void test_rings(void **state)
{
    (void)state;
    const double few = 3, many = 60;
    struct scenario scenario = whole();
    struct run run = {0}, other = {0};
    values_of(&scenario)->firms.exit_rate = 0;
    sector_of(&scenario, 0)->tasks = many;
    const struct world *like = begin(&other, &scenario, 1);
    sector_of(&scenario, 0)->tasks = few;
    const struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.start_day + 150, false);
    size_t firms = world_firms(w), known = 0;
    uint32_t *newest = calloc(firms, sizeof *newest), *size = calloc(firms, sizeof *size);
    assert_true(newest != NULL && size != NULL);
    for (size_t f = 0; f < firms; f++) {
        newest[f] = met(w, f, 0);
        size[f] = w->employers.row[f].contact_places;
        known += newest[f] != NOBODY;
    }
    assert_true(known > 20);
    set_tasks(&run, many);
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        assert_int_equal(w->employers.row[f].contact_places, like->employers.row[f].contact_places);
        assert_true(f >= firms || met(w, f, 0) == newest[f]);
    }
    live_until(&run, run.day + 30, true);
    for (size_t f = 0; f < firms; f++) {
        newest[f] = met(w, f, 0);
    }
    set_tasks(&run, few);
    for (size_t f = 0; f < firms; f++) {
        assert_int_equal(w->employers.row[f].contact_places, size[f]);
        assert_int_equal(met(w, f, 0), newest[f]);
    }
    live_until(&run, run.day + 10, true);
    free(newest);
    free(size);
    run_clear(&run);
    run_clear(&other);
    scenario_clear(&scenario);
}

/* After the day of the change people look at each zone as often as if it had been so from the start. */
static void test_radius(void **state)
{
    (void)state;
    struct scenario late = whole(), early = whole();
    struct run runs[2] = {{0}};
    change_at(&late, late.run->start + 10, "search.radius_minutes", "60");
    values_of(&early)->search.radius_minutes = 60;
    const struct world *there = begin(&runs[0], &early, 1);
    const struct world *here = begin(&runs[1], &late, 1);
    live_until(&runs[1], late.run->start + 10, false);
    size_t bytes = here->zone_count * sizeof(uint32_t);
    for (int changed = 0; changed < 2; changed++) {
        for (size_t z = 0; z < here->zone_count; z++) {
            const struct alias *a = &here->geography.look_at[z], *b = &there->geography.look_at[z];
            assert_int_equal(memcmp(a->threshold, b->threshold, bytes) == 0, changed);
        }
        live_until(&runs[1], late.run->start + 11, false);
    }
    for (int k = 0; k < 2; k++) {
        run_clear(&runs[k]);
    }
    scenario_clear(&late);
    scenario_clear(&early);
}

/* A step of the ladder of minimum wages is a change of the level on its day: the same run to the last bit. */
static void test_steps_act_on_their_day(void **state)
{
    (void)state;
    struct scenario steps = whole(), changes = whole();
    const int32_t start = steps.run->start;
    steps.run->burn_in_days = changes.run->burn_in_days = 100;
    step_minimum(&steps, start - 100, 9, -1);
    step_minimum(&steps, start - 30, 10, -1);
    step_minimum(&steps, start + 70, 12, -1);
    change_at(&changes, start - 30, "minimum_wage.level", "10");
    change_at(&changes, start + 70, "minimum_wage.level", "12");
    uint64_t digest = digest_of(&steps, 2);
    assert_true(digest == digest_of(&changes, 1));
    change_at(&changes, start + 100, "minimum_wage.level", "12.5");
    assert_true(digest != digest_of(&changes, 1));
    scenario_clear(&steps);
    scenario_clear(&changes);
}

/* A change to the value that holds already leaves no trace. */
static void test_no_change_no_trace(void **state)
{
    (void)state;
    struct scenario with = whole(), without = whole();
    change_at(&with, with.run->start + 50, "lives.unemployed_to_halo", "1");
    change_at(&with, with.run->start + 60, "sectors.sector 0.tasks", "1.5");
    change_at(&with, with.run->start + 70, "search.radius_minutes", "20");
    assert_true(digest_of(&with, 1) == digest_of(&without, 1));
    scenario_clear(&with);
    scenario_clear(&without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreed_terminations),
        cmocka_unit_test(test_without_agreement),
        cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_rings),
        cmocka_unit_test(test_radius),
        cmocka_unit_test(test_steps_act_on_their_day),
        cmocka_unit_test(test_no_change_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
