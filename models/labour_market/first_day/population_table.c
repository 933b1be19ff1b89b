/* The table of people fitted to the margins (Deming and Stephan 1940). */
#include <math.h>
#include <stdio.h>

#include "models/labour_market/first_day/synthesis.h"
#include "sim/memory.h"

enum { FIT_ROUNDS = 200 };
static const double FIT_TOLERANCE = 1e-10;

static size_t cube_size(const struct cube *cube)
{
    return cube->ages * 2 * cube->levels * FIRST_STATES;
}

/* Share of people of this age and sex in each state, as the territory gives it. */
static void states_asked(const struct age_group *age, size_t sex, double share[FIRST_STATES])
{
    double active = sex == 0 ? age->active_men : age->active_women;
    double employed = active * (1 - age->unemployed);
    share[FIRST_CDI] = employed * (1 - age->self_employed) * (1 - age->cdd);
    share[FIRST_CDD] = employed * (1 - age->self_employed) * age->cdd;
    share[FIRST_SELF] = employed * age->self_employed;
    share[FIRST_UNEMPLOYED] = active * age->unemployed;
    share[FIRST_OUTSIDE] = 1 - active;
}

static double people_asked(const struct parameters *p, size_t age, size_t sex)
{
    const struct age_group *ages = ROWS(age_group, p->age_groups);
    double total = 0;
    for (size_t a = 0; a < p->age_groups.count; a++) {
        total += ages[a].men + ages[a].women;
    }
    return (sex == 0 ? ages[age].men : ages[age].women) / total;
}

/* Age, sex and state are asked for jointly; this margin is met exactly after each pass. */
static void fit_states(const struct parameters *p, struct cube *cube)
{
    for (size_t a = 0; a < cube->ages; a++) {
        for (size_t s = 0; s < 2; s++) {
            double asked[FIRST_STATES];
            states_asked(&ROWS(age_group, p->age_groups)[a], s, asked);
            for (size_t state = 0; state < FIRST_STATES; state++) {
                double got = 0;
                for (size_t q = 0; q < cube->levels; q++) {
                    got += cube->cells[cube_index(cube, a, s, q, state)];
                }
                double factor = got > 0 ? asked[state] * people_asked(p, a, s) / got : 0;
                for (size_t q = 0; q < cube->levels; q++) {
                    cube->cells[cube_index(cube, a, s, q, state)] *= factor;
                }
            }
        }
    }
}

/* Sum over ages and sexes of one level, in the states first to last. */
static double level_sum(const struct cube *cube, size_t q, size_t first, size_t last)
{
    double sum = 0;
    for (size_t a = 0; a < cube->ages; a++) {
        for (size_t s = 0; s < 2; s++) {
            for (size_t state = first; state <= last; state++) {
                sum += cube->cells[cube_index(cube, a, s, q, state)];
            }
        }
    }
    return sum;
}

static void level_scale(struct cube *cube, size_t q, size_t first, size_t last, double factor)
{
    for (size_t a = 0; a < cube->ages; a++) {
        for (size_t s = 0; s < 2; s++) {
            for (size_t state = first; state <= last; state++) {
                cube->cells[cube_index(cube, a, s, q, state)] *= factor;
            }
        }
    }
}

/* Every age has the same shares of levels, so that who enters is like those who are there: else the
 * population would change its levels for sixty years. Returns the largest relative gap met. */
static double fit_shares(const struct parameters *p, struct cube *cube, size_t age, size_t sex)
{
    const struct qualification *levels = ROWS(qualification, p->qualifications);
    double gap = 0, people = people_asked(p, age, sex);
    for (size_t q = 0; q < cube->levels; q++) {
        double *cells = cube->cells + cube_index(cube, age, sex, q, 0);
        double got = 0;
        for (size_t state = 0; state < FIRST_STATES; state++) {
            got += cells[state];
        }
        double factor = got > 0 ? levels[q].share * people / got : 1;
        for (size_t state = 0; state < FIRST_STATES; state++) {
            cells[state] *= factor;
        }
        gap = fabs(factor - 1) > gap ? fabs(factor - 1) : gap;
    }
    return gap;
}

/* Share of each level, and its unemployment rate relative to the others (their overall level is that of the
 * ages, which is asked for exactly). Returns the largest relative gap met. */
static double fit_levels(const struct parameters *p, struct cube *cube)
{
    const struct qualification *levels = ROWS(qualification, p->qualifications);
    double gap = 0;
    for (size_t a = 0; a < cube->ages; a++) {
        for (size_t s = 0; s < 2; s++) {
            double there = fit_shares(p, cube, a, s);
            gap = there > gap ? there : gap;
        }
    }
    double unemployed_got = 0, unemployed_asked = 0;
    for (size_t q = 0; q < cube->levels; q++) {
        unemployed_got += level_sum(cube, q, FIRST_UNEMPLOYED, FIRST_UNEMPLOYED);
        unemployed_asked += levels[q].unemployed * level_sum(cube, q, FIRST_CDI, FIRST_UNEMPLOYED);
    }
    double scale = unemployed_asked > 0 ? unemployed_got / unemployed_asked : 1;
    for (size_t q = 0; q < cube->levels; q++) {
        double active = level_sum(cube, q, FIRST_CDI, FIRST_UNEMPLOYED);
        double asked = levels[q].unemployed * active * scale;
        double got = level_sum(cube, q, FIRST_UNEMPLOYED, FIRST_UNEMPLOYED);
        if (got > 0 && active > asked) {
            level_scale(cube, q, FIRST_UNEMPLOYED, FIRST_UNEMPLOYED, asked / got);
            level_scale(cube, q, FIRST_CDI, FIRST_SELF, active > got ? (active - asked) / (active - got) : 1);
        }
    }
    return gap;
}

enum status cube_fit(const struct parameters *p, struct cube *cube, struct error *error)
{
    cube->ages = p->age_groups.count;
    cube->levels = p->qualifications.count;
    cube->cells = memory_alloc(cube_size(cube), sizeof *cube->cells);
    if (cube->cells == NULL) {
        return error_memory(error, "population margins");
    }
    for (size_t i = 0; i < cube_size(cube); i++) {
        cube->cells[i] = 1;
    }
    double gap = 1;
    for (int round = 0; round < FIT_ROUNDS && gap > FIT_TOLERANCE; round++) {
        gap = fit_levels(p, cube);
        fit_states(p, cube);
    }
    return STATUS_OK;
}

void cube_clear(struct cube *cube)
{
    memory_free(cube->cells);
    cube->cells = NULL;
}

int64_t synthesis_population(const struct parameters *p)
{
    int64_t population = 0;
    for (size_t z = 0; z < p->zones.count; z++) {
        population += ROWS(zone, p->zones)[z].population;
    }
    return population;
}

/* Margins: people by age group and sex, by level, and by state. */
size_t synthesis_margin_count(const struct parameters *p)
{
    return p->age_groups.count * 2 + p->qualifications.count + FIRST_STATES;
}

void synthesis_margin_label(const struct parameters *p, size_t margin, char *text, size_t size)
{
    static const char *const states[FIRST_STATES] = {"cdi", "cdd", "self-employed", "unemployed",
                                                     "inactive or retired"};
    size_t ages = p->age_groups.count * 2;
    if (margin < ages) {
        snprintf(text, size, "%s %s", margin % 2 == 0 ? "men" : "women",
                 ROWS(age_group, p->age_groups)[margin / 2].name.chars);
    } else if (margin < ages + p->qualifications.count) {
        snprintf(text, size, "%s", ROWS(qualification, p->qualifications)[margin - ages].name.chars);
    } else {
        snprintf(text, size, "%s", states[margin - ages - p->qualifications.count]);
    }
}

void synthesis_margins_asked(const struct parameters *p, double *persons)
{
    double population = (double)synthesis_population(p);
    size_t ages = p->age_groups.count;
    size_t levels = p->qualifications.count;
    for (size_t state = 0; state < FIRST_STATES; state++) {
        persons[ages * 2 + levels + state] = 0;
    }
    for (size_t a = 0; a < ages; a++) {
        for (size_t s = 0; s < 2; s++) {
            double asked[FIRST_STATES];
            states_asked(&ROWS(age_group, p->age_groups)[a], s, asked);
            persons[a * 2 + s] = people_asked(p, a, s) * population;
            for (size_t state = 0; state < FIRST_STATES; state++) {
                persons[ages * 2 + levels + state] += asked[state] * persons[a * 2 + s];
            }
        }
    }
    for (size_t q = 0; q < levels; q++) {
        persons[ages * 2 + q] = ROWS(qualification, p->qualifications)[q].share * population;
    }
}
