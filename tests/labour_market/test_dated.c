/* Every parameter that is marked as changeable at a date is: changed a year before recording begins it gives
 * the recorded years of one that held from the first day on.
 *
 * Three arms on the same four seeds: nothing changed; the other value from the first day of the burn-in; the
 * same value by a change a year before recording. Each is described by some 350 figures: stocks by status and
 * age, hires, separations, vacancies by kind, pay, hours, households. The change must leave a trace in both,
 * whenever it comes; and the effects of the two may differ in no figure by more than six standard errors and
 * a fifth of the effect. With the standard errors as estimated, six of them are a false alarm in 5e8 figures:
 * 7e-5 for all 37 000 of the test. Two in three changes at least are seen by five standard errors or more;
 * the others are small or rare, and the trace alone says that they act. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/output/observe.h"
#include "models/labour_market/parts.h"
#include "tests/labour_market/small_territory.h"

enum {
    SEEDS = 4,
    MOST_FIGURES = 640,
    REALS = 4 + 2 * ROW_COUNT,
    COUNTS = 5,
    MONTH_DAYS = 30,
    BURN_IN_DAYS = 1096,
    YEAR_DAYS = 365
};

/* Another value for each parameter; a row of a table stands for all, the mechanism being the same. What a
 * value moves may take longer than a year for a reason that is right:
 *
 * SLOW  it moves what settles over years: core staff and sizes of firms, pay of those who stay, work on own
 *       account, couples. Both arms then have the value as long, the three years of a burn-in, one of them
 * after three years without it, and each is held against a run of its own length in which nothing changes.
 * KEPT  what was there on the day stays: hours agreed, children born and skill lost before, how soon the
 * inactive come back. Both arms then have a dated change, one of them on the second day, so that neither has
 * a first day that was made by the new value. */
enum pace { YEAR, SLOW, KEPT };
static const struct lever {
    const char *path, *value;
    enum pace pace;
} levers[] = {
    {"zones.zone 0.demand", "-0.4", SLOW},
    {"occupations.occupation 0.pay", "15", SLOW},
    {"occupations.occupation 0.part_time", "0.9", KEPT},
    {"sectors.sector 0.spread", "0.05", SLOW},
    {"sectors.sector 0.growth_spread", "0.5", SLOW},
    {"sectors.sector 1.season", "0.5", YEAR},
    {"sectors.sector 0.premium", "0.3", SLOW},
    {"sectors.sector 0.minimum", "14", YEAR},
    {"sectors.sector 0.tasks", "6", YEAR},
    {"sectors.sector 0.interim", "-3", YEAR},
    {"sectors.sector 0.marginal", "1", SLOW},
    {"sectors.sector 0.closed", "0.5", YEAR},
    {"contracts.interim.allowed", "false", YEAR},
    {"contracts.interim.longest_days", "10", YEAR},
    {"contracts.interim.renewals", "0", YEAR},
    {"contracts.cdd.trial_days", "300", YEAR},
    {"contracts.interim.contributions", "1", YEAR},
    {"contracts.interim.end_bonus", "0.6", YEAR},
    {"contracts.interim.short_tax", "1.5", YEAR},
    {"contracts.interim.short_days", "3", YEAR},
    {"contracts.interim.agency_markup", "1", YEAR},
    {"contracts.mini-job.dismissal_months", "200", SLOW},
    {"contracts.interim.hiring_months", "1", YEAR},
    {"contracts.interim.output", "0.6", YEAR},
    {"contracts.interim.pay", "0.9", SLOW},
    {"contracts.interim.floor", "1", YEAR},
    {"contracts.interim.hours", "10", YEAR},
    {"contracts.interim.pay_cap", "300", YEAR},
    {"contracts.apprentice.oldest", "17", YEAR},
    {"contracts.interim.preference", "-3", YEAR},
    {"contracts.cdi.insured", "false", SLOW},
    {"firms.exit_rate", "0.5", SLOW},
    {"demand.loss_rate", "0.5", SLOW},
    {"demand.level", "-0.2", SLOW},
    {"staffing.convert", "0.95", YEAR},
    {"staffing.renew", "0", YEAR},
    {"staffing.call_back", "1", YEAR},
    {"staffing.flexible_days", "15", YEAR},
    {"staffing.flexible_spread", "0.2", YEAR},
    {"staffing.cost_sensitivity", "2", SLOW},
    {"staffing.apprentice_share", "0.5", SLOW},
    {"tasks.one_day", "1", YEAR},
    {"tasks.days", "25", YEAR},
    {"tasks.call_back", "0", YEAR},
    {"tasks.interim", "3", YEAR},
    {"interim.days", "60", YEAR},
    {"interim.spread", "0", YEAR},
    {"interim.renew", "0", YEAR},
    {"vacancies.core_days", "60", YEAR},
    {"vacancies.peak_days", "30", YEAR},
    {"vacancies.agency_days", "30", YEAR},
    {"vacancies.pes", "0.9", YEAR},
    {"vacancies.latent", "1", YEAR},
    {"vacancies.network", "0.01", YEAR},
    {"vacancies.pes_unregistered", "0", YEAR},
    {"search.looks", "10", YEAR},
    {"search.radius_minutes", "2", SLOW},
    {"search.own_occupation", "0.1", SLOW},
    {"search.reservation", "1.3", SLOW},
    {"search.reservation_decay", "3", SLOW},
    {"search.term_discount", "0.7", SLOW},
    {"search.step_up", "0.5", YEAR},
    {"search.minute_cost", "0.5", SLOW},
    {"search.effort_decay", "5", YEAR},
    {"search.horizon_years", "15", SLOW},
    {"hours.asked_after", "30", SLOW},
    {"hours.raised", "1", SLOW},
    {"hours.reduced", "0.9", SLOW},
    {"matching.duration_penalty", "10", SLOW},
    {"matching.inexperience", "5", SLOW},
    {"matching.ageing", "5", SLOW},
    {"wages.raise", "0.2", YEAR},
    {"wages.raise_limit", "0", SLOW},
    {"wages.fade", "0.3", KEPT},
    {"separations.misfit_quit", "0", YEAR},
    {"lives.unemployed_to_halo", "4", KEPT},
    {"lives.unemployed_to_inactive", "3", KEPT},
    {"lives.halo_to_unemployed", "0.3", KEPT},
    {"lives.halo_to_inactive", "8", KEPT},
    {"lives.withdraw_employed", "0.3", KEPT},
    {"self_employment.from_unemployed", "0.8", SLOW},
    {"self_employment.from_employee", "0.1", SLOW},
    {"self_employment.give_up", "1", SLOW},
    {"self_employment.demand", "0.5", SLOW},
    {"households.forming", "0", SLOW},
    {"households.separation", "0.6", SLOW},
    {"households.with_father", "1", SLOW},
    {"households.births", "0", KEPT},
    {"minimum_wage.level", "13", SLOW},
    {"contribution_relief.at_minimum", "0.4", SLOW},
    {"contribution_relief.until", "4", SLOW},
    {"contribution_relief.credit", "0.4", SLOW},
    {"contribution_relief.credit_until", "1.1", SLOW},
    {"contribution_relief.minimum", "20", SLOW},
    {"mini_jobs.allowed", "false", SLOW},
    {"mini_jobs.pay_cap", "60", YEAR},
    {"mini_jobs.hours_cap", "4", SLOW},
    {"mini_jobs.contributions", "1.5", SLOW},
    {"mini_jobs.beside", "false", SLOW},
    {"mini_jobs.insured", "true", SLOW},
    {"fixed_term.active", "false", YEAR},
    {"fixed_term.end_bonus", "0.7", YEAR},
    {"fixed_term.short_tax", "3", YEAR},
    {"fixed_term.short_days", "2", YEAR},
    {"fixed_term.renewals", "0", YEAR},
    {"fixed_term.longest_days", "20", YEAR},
    {"employment_protection.active", "false", SLOW},
    {"employment_protection.notice_months", "24", SLOW},
    {"employment_protection.severance", "5", SLOW},
    {"employment_protection.risk_months", "40", SLOW},
    {"employment_protection.trial_days", "0", YEAR},
    {"employment_protection.agreed", "8", SLOW},
    {"unemployment_insurance.replacement", "0.9", YEAR},
    {"unemployment_insurance.days_per_day", "0.1", SLOW},
    {"unemployment_insurance.least_days", "600", YEAR},
    {"unemployment_insurance.most_days", "150", SLOW},
    {"unemployment_insurance.effort", "1", YEAR},
    {"unemployment_insurance.reservation", "1", YEAR},
    {"unemployment_insurance.after_resignation", "true", YEAR},
    {"hiring_subsidy.active", "false", SLOW},
    {"hiring_subsidy.share", "0.05", SLOW},
    {"hiring_subsidy.months", "1", SLOW},
    {"hiring_subsidy.jobless_months", "12", SLOW},
    {"hiring_subsidy.least_months", "8", SLOW},
    {"hiring_subsidy.fixed_terms", "false", SLOW},
    {"employers_groups.active", "true", SLOW},
};

/* A whole territory in which all policies bind. */
static struct scenario rich(void)
{
    struct scenario scenario = whole();
    struct parameters *p = values_of(&scenario);
    ((struct zone *)p->zones.rows)[0].jobs_share = 0.65;
    ((struct zone *)p->zones.rows)[1].jobs_share = 0.35;
    ((struct occupation *)p->occupations.rows)[0].pay = 10;
    p->search.notice_days = 20;
    p->vacancies.pes = 0.4;
    p->staffing.convert = 0.05;
    p->staffing.renew = 0.9;
    p->firms.jobs *= 0.95;
    for (size_t s = 0; s < p->sectors.count; s++) {
        sector_of(&scenario, s)->spread = 0.35;
    }
    p->search.looks = 2;
    p->search.openness = 0.02;
    p->search.on_the_job_share = 0.5;
    p->separations.misfit_employer = p->separations.misfit_worker = 0.3;
    p->separations.misfit_employer_days = 20;
    p->households.separation = 0.1;
    p->self_employment.crowding = 2;
    p->self_employment.from_unemployed = 0.1;
    fixed_term_of(p)->active = employment_protection_of(p)->active = true;
    fixed_term_of(p)->short_tax = 0.5;
    *subsidy_of(&scenario) = (struct hiring_subsidy_params){.active = true,
                                                            .share = 0.8,
                                                            .months = 12,
                                                            .jobless_months = 2,
                                                            .least_months = 1,
                                                            .fixed_terms = true};
    *groups_of(&scenario) = sharing_groups();
    groups_of(&scenario)->active = false;
    contribution_relief_of(p)->at_minimum = 0.2;
    contribution_relief_of(p)->credit = 0.05;
    contract_of(&scenario, ROW_CDD)->end_bonus = 0.6;
    contract_of(&scenario, ROW_CDI)->trial_days = 5;
    contract_of(&scenario, ROW_INTERIM)->short_tax = 0.3;
    contract_of(&scenario, ROW_INTERIM)->floor = 0.2;
    contract_of(&scenario, ROW_INTERIM)->preference = 2;
    scenario.run->burn_in_days = BURN_IN_DAYS;
    scenario.run->end = scenario.run->start + 2 * YEAR_DAYS;
    return scenario;
}

/* Who has been without a job for over a year is counted as one: the arms have had the value for three years
 * only, and such times are long in the making. */
static size_t described_cell(size_t output, size_t cell)
{
    return output == OUTPUT_unemployed_by_duration && cell > DURATION_TWO ? DURATION_TWO : cell;
}

/* Figures of an output: sums over its records of `groups` equal groups of cells; 0: each cell. */
static const struct {
    size_t output, groups;
} described[] = {
    {OUTPUT_stock, STATUS_COUNT * 4},
    {OUTPUT_stock_by_zone, 0},
    {OUTPUT_staff_by_sector, 0},
    {OUTPUT_hires, 0},
    {OUTPUT_hires_by_sector, 0},
    {OUTPUT_hires_by_channel, 0},
    {OUTPUT_conversions, 0},
    {OUTPUT_renewals, 0},
    {OUTPUT_separations, ROW_COUNT *REASON_COUNT},
    {OUTPUT_vacancies, ROW_COUNT},
    {OUTPUT_vacancies_posted, 0},
    {OUTPUT_vacancies_posted_by_channel, 0},
    {OUTPUT_applications, 0},
    {OUTPUT_unemployed_by_duration, 0},
    {OUTPUT_part_time, 0},
    {OUTPUT_second_jobs, 0},
    {OUTPUT_benefit_recipients, 0},
    {OUTPUT_benefits, 0},
    {OUTPUT_closures, 0},
    {OUTPUT_households, 0},
    {OUTPUT_stock_by_living, 0},
    {OUTPUT_pay_decile, 0},
    {OUTPUT_mean_pay, 0},
    {OUTPUT_at_minimum, 0},
};

/* "hires 3" for a figure. */
static void figure_name(const struct run *run, size_t figure, char name[64])
{
    for (size_t d = 0; d < sizeof described / sizeof described[0]; d++) {
        size_t cells = run->sim.outputs.cells[described[d].output];
        size_t groups = described[d].groups > 0 ? described[d].groups : cells;
        if (figure < groups) {
            snprintf(name, 64, "%s %zu", labour_market_outputs[described[d].output].name, figure);
            return;
        }
        figure -= groups;
    }
    snprintf(name, 64, "look %zu", figure);
}

static size_t describe_outputs(const struct run *run, double figures[MOST_FIGURES])
{
    const struct outputs *outputs = &run->sim.outputs;
    size_t count = 0;
    for (size_t d = 0; d < sizeof described / sizeof described[0]; d++) {
        size_t output = described[d].output, cells = outputs->cells[output];
        size_t groups = described[d].groups > 0 ? described[d].groups : cells;
        bool reals = labour_market_outputs[output].type == COLUMN_F64;
        assert_true(cells % groups == 0 && count + groups <= MOST_FIGURES);
        memset(&figures[count], 0, groups * sizeof *figures);
        for (size_t record = 0; record < outputs->period_count[OUTPUT_MONTHLY]; record++) {
            const void *values = outputs_record(outputs, output, record);
            for (size_t cell = 0; cell < cells; cell++) {
                double value =
                    reals ? ((const double *)values)[cell] : (double)((const int64_t *)values)[cell];
                figures[count + described_cell(output, cell) / (cells / groups)] += value;
            }
        }
        count += groups;
    }
    return count;
}

/* What no output tells, looked at once a month: who works in the other zone, fathers and mothers alone with
 * children, infants, women in couples; raises of offers; of jobs begun within half a year their pay and
 * hours, age and experience of those who hold them, and how long they had been without work. */
struct looks {
    double commuters, alone[2], infants, couples, markup;
    double age, experience, detachment, begun[ROW_COUNT], pay[ROW_COUNT], hours[ROW_COUNT];
};

static void look_at_job(const struct world *w, size_t i, int32_t day, struct looks *looks)
{
    const struct people *people = &w->people;
    size_t contract = w->jobs.row[i].contract;
    looks->commuters += w->employers.row[w->jobs.row[i].place].zone != people->row[i].zone;
    if (day - w->jobs.row[i].start < YEAR_DAYS / 2) {
        looks->begun[contract]++;
        looks->pay[contract] += w->jobs.row[i].pay;
        looks->hours[contract] += w->jobs.row[i].hours;
        looks->age += day - people->row[i].birth_day;
        looks->experience += people->row[i].work_days;
        looks->detachment += w->jobs.row[i].start - people->row[i].detached_since;
    }
}

static void look_around(const struct world *w, int32_t day, struct looks *looks)
{
    const struct people *people = &w->people;
    for (size_t i = 0; i < people->table.rows; i++) {
        looks->alone[people->row[i].female] += people->partner[i] == NOBODY && people->children[i] != 0;
        looks->infants += people->row[i].female && (people->children[i] & 1) != 0;
        looks->couples += people->row[i].female && people->partner[i] != NOBODY;
        if (status_employee(people->row[i].status)) {
            look_at_job(w, i, day, looks);
        }
    }
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        looks->markup += (double)w->employers.row[f].markup / (double)w->employers.table.rows;
    }
}

static size_t describe_looks(const struct looks *looks, double figures[COUNTS + REALS])
{
    const double counts[COUNTS] = {looks->commuters, looks->alone[0], looks->alone[1], looks->infants,
                                   looks->couples};
    double begun = 0;
    size_t count = COUNTS;
    memcpy(figures, counts, sizeof counts);
    figures[count++] = looks->markup;
    for (size_t c = 0; c < ROW_COUNT; c++) {
        begun += looks->begun[c];
        figures[count++] = looks->begun[c] > 0 ? looks->pay[c] / looks->begun[c] : 0;
        figures[count++] = looks->begun[c] > 0 ? looks->hours[c] / looks->begun[c] : 0;
    }
    figures[count++] = looks->age / begun;
    figures[count++] = looks->experience / begun;
    figures[count++] = looks->detachment / begun;
    return count;
}

/* Whether a figure is a mean, not a count. */
static bool is_real(const struct run *run, size_t figure)
{
    for (size_t d = 0; d < sizeof described / sizeof described[0]; d++) {
        size_t cells = run->sim.outputs.cells[described[d].output];
        size_t groups = described[d].groups > 0 ? described[d].groups : cells;
        if (figure < groups) {
            return labour_market_outputs[described[d].output].type == COLUMN_F64;
        }
        figure -= groups;
    }
    return figure >= COUNTS;
}

/* One arm: mean of each figure over the seeds, and its dispersion, variance over mean. */
struct arm {
    double seed[SEEDS][MOST_FIGURES];
    double mean[MOST_FIGURES], dispersion[MOST_FIGURES];
};

static void summarise(struct arm *arm, size_t figures)
{
    for (size_t f = 0; f < figures; f++) {
        double mean = 0, squares = 0;
        for (int s = 0; s < SEEDS; s++) {
            mean += arm->seed[s][f] / SEEDS;
        }
        for (int s = 0; s < SEEDS; s++) {
            squares += (arm->seed[s][f] - mean) * (arm->seed[s][f] - mean) / (SEEDS - 1);
        }
        arm->mean[f] = mean;
        arm->dispersion[f] = mean > 0 ? squares / mean : 0;
    }
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Standard error of the difference between two effects, from the dispersion in the two arms without the
 * change or the two with it, whichever is larger. Counts are taken to vary like those of Poisson at least,
 * means by half a percent. */
static double standard_error(const struct arm *const arms[4], size_t f, bool real)
{
    double mean = 0;
    for (int k = 0; k < 4; k++) {
        mean += arms[k]->mean[f];
    }
    double dispersion = larger(arms[0]->dispersion[f] + arms[1]->dispersion[f],
                               arms[2]->dispersion[f] + arms[3]->dispersion[f]) /
                        2;
    dispersion = larger(dispersion, real ? 2.5e-5 * mean / 4 : 1);
    return sqrt(dispersion * larger(mean, real ? 1e-3 : 1) / SEEDS);
}

static void finish(struct run *run, double figures[MOST_FIGURES], size_t *count)
{
    struct error error = {0};
    struct looks looks = {0};
    for (int32_t day = run->sim.start_day; day <= run->sim.end_day; day += MONTH_DAYS) {
        live_until(run, day, false);
        look_around(run->world, day, &looks);
    }
    live_until(run, run->sim.end_day, false);
    must(run_finish(run, &error), &error);
    *count = describe_outputs(run, figures);
    assert_true(*count + COUNTS + REALS <= MOST_FIGURES);
    *count += describe_looks(&looks, &figures[*count]);
    run_clear(run);
}

static void live(const struct scenario *scenario, double figures[MOST_FIGURES], size_t *count)
{
    struct run run = {0};
    begin(&run, scenario, 1);
    finish(&run, figures, count);
}

struct base {
    struct arm arm;         /* nothing changes, a burn-in of three years */
    struct arm longer;      /* the same, of six years */
    struct run late[SEEDS]; /* a year before recording */
    size_t figures;
};

/* The rest of a run, under other changes. */
static void go_on(struct run *run, const struct scenario *scenario, double figures[MOST_FIGURES],
                  size_t *count)
{
    struct run fork = {0};
    struct error error = {0};
    must(run_fork(&fork, run, scenario, 1, (struct panel_sink){0}, &error), &error);
    finish(&fork, figures, count);
}

static struct scenario seeded(int seed)
{
    struct scenario scenario = rich();
    scenario.run->seed = seed + 1;
    return scenario;
}

static void make_base(struct base *base, struct scenario scenarios[SEEDS])
{
    for (int s = 0; s < SEEDS; s++) {
        scenarios[s] = seeded(s);
        begin(&base->late[s], &scenarios[s], 1);
        live_until(&base->late[s], scenarios[s].run->start - YEAR_DAYS, false);
        go_on(&base->late[s], &scenarios[s], base->arm.seed[s], &base->figures);
        struct scenario scenario = seeded(s);
        scenario.run->burn_in_days = 2 * BURN_IN_DAYS;
        live(&scenario, base->longer.seed[s], &base->figures);
        scenario_clear(&scenario);
    }
    summarise(&base->arm, base->figures);
    summarise(&base->longer, base->figures);
}

/* The value from the first day on; where what is there is kept, from the second. */
static void live_early(const struct lever *lever, int seed, double figures[MOST_FIGURES])
{
    struct scenario scenario = seeded(seed);
    struct error error = {0};
    char set[256];
    size_t count;
    if (lever->pace == KEPT) {
        change_at(&scenario, scenario.run->start - BURN_IN_DAYS + 1, lever->path, lever->value);
    } else {
        snprintf(set, sizeof set, "%s=%s", lever->path, lever->value);
        must(scenario_set(&scenario, set, &error), &error);
    }
    live(&scenario, figures, &count);
    scenario_clear(&scenario);
}

static void live_late(struct base *base, const struct lever *lever, int seed, double figures[MOST_FIGURES])
{
    struct scenario scenario = seeded(seed);
    size_t count;
    if (lever->pace == YEAR) {
        change_at(&scenario, scenario.run->start - YEAR_DAYS, lever->path, lever->value);
        go_on(&base->late[seed], &scenario, figures, &count);
    } else {
        scenario.run->burn_in_days = 2 * BURN_IN_DAYS;
        change_at(&scenario, scenario.run->start - BURN_IN_DAYS, lever->path, lever->value);
        live(&scenario, figures, &count);
    }
    scenario_clear(&scenario);
}

/* Whether the effects are alike, and there is one; counts in `seen` if it is far above chance. */
static bool alike(const struct base *base, const struct lever *lever, const struct arm *early,
                  const struct arm *late, int *seen)
{
    const struct arm *longer = lever->pace == YEAR ? &base->arm : &base->longer;
    const struct arm *const arms[4] = {&base->arm, longer, early, late};
    size_t bytes = base->figures * sizeof(double), at = 0;
    bool trace =
        memcmp(early->mean, base->arm.mean, bytes) != 0 && memcmp(late->mean, longer->mean, bytes) != 0;
    double strongest = 0, worst = 0;
    for (size_t f = 0; f < base->figures; f++) {
        double error = standard_error(arms, f, is_real(&base->late[0], f));
        double effect = early->mean[f] - base->arm.mean[f];
        double apart = fabs(effect - (late->mean[f] - longer->mean[f])) - fabs(effect) / 5;
        strongest = larger(strongest, fabs(effect) / error);
        at = apart / error > worst ? f : at;
        worst = larger(worst, apart / error);
    }
    *seen += strongest >= 5;
    if (!trace || worst > 6) {
        char name[64];
        figure_name(&base->late[0], at, name);
        print_message(
            "%s=%s: %s, off by %.1f standard errors: %s %.1f instead of %.1f from the start, %.1f instead "
            "of %.1f by a change\n",
            lever->path, lever->value, trace ? "acts" : "no trace", worst, name, early->mean[at],
            base->arm.mean[at], late->mean[at], longer->mean[at]);
    }
    return trace && worst <= 6;
}

static void test_changes_act_as_values_from_the_start(void **state)
{
    (void)state;
    static struct base base;
    static struct scenario scenarios[SEEDS];
    static struct arm early, late;
    const int count = (int)(sizeof levers / sizeof levers[0]);
    int failures = 0, seen = 0;
    make_base(&base, scenarios);
    for (int k = 0; k < count; k++) {
        for (int s = 0; s < SEEDS; s++) {
            live_early(&levers[k], s, early.seed[s]);
            live_late(&base, &levers[k], s, late.seed[s]);
        }
        summarise(&early, base.figures);
        summarise(&late, base.figures);
        failures += !alike(&base, &levers[k], &early, &late, &seen);
    }
    for (int s = 0; s < SEEDS; s++) {
        run_clear(&base.late[s]);
        scenario_clear(&scenarios[s]);
    }
    assert_int_equal(failures, 0);
    assert_true(3 * seen >= 2 * count);
}

/* "sectors.*.tasks" for "sectors.sector 0.tasks". */
static bool names(const char *path, const struct param_group *group, const struct param *param)
{
    size_t begin = strlen(group->path), end = strlen(path) - strlen(param->name);
    return strncmp(path, group->path, begin) == 0 && path[begin] == '.' &&
           strlen(path) > strlen(param->name) && strcmp(path + end, param->name) == 0 &&
           path[end - 1] == '.' && (group->row_size > 0 ? end > begin + 1 : end == begin + 1);
}

/* The market reads nothing of the dated law; that its rows change at a date is seen in law/test_dated_law.c.
 * Those of public agencies, which are not there in this territory, in organisations/test_public_agencies.c.
 */
static bool of_the_market(const struct param_group *group)
{
    return strcmp(group->path, "law") != 0 && strcmp(group->path, "public_agencies") != 0 &&
           strcmp(group->path, "agencies") != 0;
}

/* The list above has all parameters of the market that may change at a date, and no other. */
static void test_all_are_listed(void **state)
{
    (void)state;
    size_t found = 0;
    for (size_t g = 0; g < param_group_count(&labour_market_schema); g++) {
        const struct param_group *group = param_group_at(&labour_market_schema, g);
        for (size_t p = 0; p < group->param_count && of_the_market(group); p++) {
            size_t here = 0;
            for (size_t k = 0; k < sizeof levers / sizeof levers[0]; k++) {
                here += names(levers[k].path, group, &group->params[p]);
            }
            if (here != ((group->params[p].flags & PARAM_DATED) != 0)) {
                fail_msg("%s.%s is listed %zu times", group->path, group->params[p].name, here);
            }
            found += here;
        }
    }
    assert_int_equal(found, sizeof levers / sizeof levers[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_listed),
        cmocka_unit_test(test_changes_act_as_values_from_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
