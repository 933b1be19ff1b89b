/* Search, alone: who looks, where, for what, and who hears of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/market/search.h"
#include "tests/labour_market/small_territory.h"

static int64_t hires_from(const struct run *run, enum status_code status)
{
    size_t contracts = ((const struct world *)run->world)->contract_count;
    return sum_of(run, OUTPUT_hires_from, status * contracts, (status + 1) * contracts);
}

static int64_t hires_by(const struct run *run, enum channel channel)
{
    int64_t sum = 0;
    for (size_t c = 0; c < ((const struct world *)run->world)->contract_count; c++) {
        sum += sum_of(run, OUTPUT_hires_by_channel, c * CHANNEL_COUNT + channel,
                      c * CHANNEL_COUNT + channel + 1);
    }
    return sum;
}

/* Nobody looks, nobody is hired, but by those who know them. */
static void test_no_looks(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    values_of(&scenario)->search.looks = 0;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_applications), 0);
    assert_true(hires_by(&run, CHANNEL_CALL_BACK) > 50);
    assert_int_equal(hires_by(&run, CHANNEL_CALL_BACK), sum_all(&run, OUTPUT_hires));
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Over eight runs, as one of them may well hide a small effect. */
static int64_t unemployed_under(void (*alter)(struct search_params *search))
{
    struct scenario scenario = uniform(2000, 0.5);
    int64_t sum = 0;
    scenario.run->end = scenario.run->start + 1000;
    alter(&values_of(&scenario)->search);
    for (int64_t seed = 1; seed <= 8; seed++) {
        struct run run = {0};
        scenario.run->seed = seed;
        live_through(&run, &scenario, 1, false);
        sum += stock_sum(&run, STATUS_UNEMPLOYED);
        run_clear(&run);
    }
    scenario_clear(&scenario);
    return sum;
}

static void as_it_is(struct search_params *search)
{
    search->looks = 4;
}

static void fewer_looks(struct search_params *search)
{
    search->looks = 1;
}

static void rarer(struct search_params *search)
{
    search->every_days = 30;
}

static void discouraged(struct search_params *search)
{
    search->looks = 4;
    search->effort_decay = 5;
}

static void hidden(struct search_params *search)
{
    search->looks = 4;
    search->openness = 0.2;
}

static void choosy(struct search_params *search)
{
    search->looks = 4;
    search->reservation = 1.5;
    search->reservation_decay = 0;
}

/* Fewer looks, rarer ones, effort that falls, posts that are hard to see, and high claims all make
 * joblessness longer. */
static void test_signs(void **state)
{
    (void)state;
    int64_t base = unemployed_under(as_it_is);
    assert_true(unemployed_under(fewer_looks) > base);
    assert_true(unemployed_under(rarer) > base);
    assert_true(unemployed_under(discouraged) > base);
    assert_true(unemployed_under(hidden) > base);
    assert_true(unemployed_under(choosy) > base);
}

/* Between two looks of an unemployed person lie every_days days, from the day after the beginning on. */
static void test_days_between_looks(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->search.every_days = 5;
    const struct world *w = begin(&run, &scenario, 1);
    int64_t seen = 0;
    while (run.day < run.sim.first_day + 60) {
        live_until(&run, run.day + 1, true);
        for (size_t i = 0; i < w->people.table.rows; i++) {
            if (w->people.row[i].status == STATUS_UNEMPLOYED && w->people.row[i].since >= run.sim.first_day) {
                int32_t wait = w->people.row[i].next_search - w->people.row[i].since - 1;
                assert_int_equal(wait % 5, 0);
                assert_true(w->people.row[i].next_search - (run.day - 1) <= 5);
                seen += wait > 0;
            }
        }
    }
    assert_true(seen > 100);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Each kind of people is hired only if it looks. */
static void test_who_looks(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct search_params *search = &values_of(&scenario)->search;
    scenario.run->end = scenario.run->start + 600;
    live_through(&run, &scenario, 1, true);
    assert_true(hires_from(&run, STATUS_CDI) > 10 && hires_from(&run, STATUS_CDD) > 10);
    assert_true(hires_from(&run, STATUS_HALO) > 10 && hires_from(&run, STATUS_INACTIVE) > 10);
    assert_int_equal(hires_from(&run, STATUS_RETIRED), 0);
    /* a fixed term is broken for an open-ended contract only */
    assert_int_equal(sum_of(&run, OUTPUT_hires_from, STATUS_CDD * 2 + ROW_CDD, STATUS_CDD * 2 + ROW_CDD + 1),
                     0);
    run_clear(&run);
    search->on_the_job_share = 0;
    values_of(&scenario)->separations.misfit_worker = 0;
    search->cdd_days = 3650;
    search->halo_days = 3650;
    search->before_leaving_days = 0;
    search->student_share = 0;
    scenario.run->end = scenario.run->start + 200;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(hires_from(&run, STATUS_CDI), 0);
    assert_true(hires_from(&run, STATUS_CDD) < 10 && hires_from(&run, STATUS_HALO) < 10);
    assert_int_equal(hires_from(&run, STATUS_INACTIVE), 0);
    assert_true(hires_from(&run, STATUS_UNEMPLOYED) > 50);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* People in a bad match who do not resign at once look for another job, even where nobody else on a CDI does.
 */
static void test_restless(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->search.on_the_job_share = 0;
    p->separations.misfit_worker = 0.9;
    p->separations.misfit_employer = 0;
    p->separations.misfit_quit = 0;
    p->separations.resignation = 0;
    p->staffing.convert = 0; /* who is in a bad match on a fixed term might go on */
    scenario.run->end = scenario.run->start + 600;
    live_through(&run, &scenario, 1, true);
    int64_t moved = hires_from(&run, STATUS_CDI);
    assert_true(moved > 10);
    assert_true(separations_for(&run, REASON_RESIGNATION) >= moved); /* all of them by leaving for a job */
    run_clear(&run);
    p->separations.misfit_quit = 1;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(hires_from(&run, STATUS_CDI), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Near its end someone on a fixed term may take any post. */
static void test_notice(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->search.notice_days = 60;
    values_of(&scenario)->search.change_days = 3;
    scenario.run->end = scenario.run->start + 600;
    live_through(&run, &scenario, 1, true);
    assert_true(sum_of(&run, OUTPUT_hires_from, STATUS_CDD * 2 + ROW_CDD, STATUS_CDD * 2 + ROW_CDD + 1) > 10);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* One looks in one's own occupation alone, so everyone works in the one that is settled; otherwise in others,
 * but in none above one's level. */
static void test_occupations(void **state)
{
    (void)state;
    for (int own = 1; own >= 0; own--) {
        struct scenario scenario = plain();
        struct run run = {0};
        values_of(&scenario)->search.own_occupation = own;
        scenario.run->end = scenario.run->start + 600;
        live_through(&run, &scenario, 1, true);
        const struct people *people = &((const struct world *)run.world)->people;
        int64_t elsewhere = 0, above = 0;
        for (size_t i = 0; i < people->table.rows; i++) {
            elsewhere += people->row[i].occupation != people->trade[i];
            above += people->row[i].occupation != people->trade[i] &&
                     people->row[i].occupation > people->row[i].qualification;
        }
        assert_int_equal(elsewhere > 0, own == 0);
        assert_int_equal(above, 0);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

static int64_t commuters(double radius)
{
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->search.radius_minutes = radius;
    scenario.run->end = scenario.run->start + 1000;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    int64_t count = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        bool hired = status_employee(w->people.row[i].status) && w->jobs.row[i].start > run.sim.first_day;
        count += hired && w->people.row[i].zone != w->employers.row[w->jobs.row[i].place].zone;
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return count;
}

/* The next zone is eight minutes further than the own one. */
static void test_radius(void **state)
{
    (void)state;
    assert_int_equal(commuters(0.2), 0);
    int64_t near = commuters(5), far = commuters(100);
    assert_true(near > 0 && far > near);
}

/* Posts that are passed on by word of mouth alone are filled as often as people hear of them; those of the
 * public service by the unemployed alone where others do not see them. */
static void test_channels(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct vacancy_params *vacancies = &values_of(&scenario)->vacancies;
    vacancies->latent = 1;
    vacancies->latent_size = 1e6;
    vacancies->network = 0;
    live_through(&run, &scenario, 1, true);
    assert_true(sum_all(&run, OUTPUT_hires) < 5); /* latent is a share that falls with size, here by 1e-4 */
    run_clear(&run);
    vacancies->network = 1;
    live_through(&run, &scenario, 1, true);
    assert_true(hires_by(&run, CHANNEL_NETWORK) > 100);
    run_clear(&run);
    vacancies->latent = 0;
    vacancies->pes = 1;
    vacancies->pes_unregistered = 0;
    live_through(&run, &scenario, 1, true);
    assert_true(hires_by(&run, CHANNEL_PES) > 100);
    assert_int_equal(hires_by(&run, CHANNEL_PES), sum_all(&run, OUTPUT_hires));
    assert_int_equal(hires_from(&run, STATUS_UNEMPLOYED), sum_all(&run, OUTPUT_hires));
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Between the decision to hire and the hire lie so many days, by need. */
static void test_posts_take_time(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->vacancies.core_days = 50;
    values_of(&scenario)->vacancies.peak_days = 20;
    const struct world *w = begin(&run, &scenario, 1);
    int32_t earliest[2] = {INT32_MAX, INT32_MAX};
    while (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, true);
        for (size_t i = 0; i < w->people.table.rows; i++) {
            bool hired = status_employee(w->people.row[i].status) &&
                         w->jobs.row[i].start > run.sim.first_day &&
                         w->people.row[i].since == w->jobs.row[i].start; /* and not renewed or converted */
            int32_t after = w->jobs.row[i].start - run.sim.first_day;
            int32_t *first = &earliest[w->jobs.row[i].need == NEED_PEAK];
            *first = hired && after < *first ? after : *first;
        }
    }
    assert_true(earliest[0] >= 50 && earliest[0] < 100);
    assert_true(earliest[1] >= 20 && earliest[1] < 50);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Apprenticeships are for the young: nobody older signs one. */
static void test_oldest(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct spells spells = {0};
    int64_t count = 0;
    contract_of(&scenario, ROW_APPRENTICE)->oldest = 22;
    values_of(&scenario)->staffing.apprentice_share = 0.5;
    live_with_spells(&run, &scenario, 1, &spells);
    for (size_t k = 0; k < spells.count; k++) {
        if (spells.rows[k].status == STATUS_APPRENTICE) {
            assert_true(spells.rows[k].age <= 22);
            count++;
        }
    }
    assert_true(count > 10);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_looks),
        cmocka_unit_test(test_signs),
        cmocka_unit_test(test_days_between_looks),
        cmocka_unit_test(test_who_looks),
        cmocka_unit_test(test_restless),
        cmocka_unit_test(test_notice),
        cmocka_unit_test(test_occupations),
        cmocka_unit_test(test_radius),
        cmocka_unit_test(test_channels),
        cmocka_unit_test(test_posts_take_time),
        cmocka_unit_test(test_oldest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
