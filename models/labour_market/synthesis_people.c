#include "models/labour_market/households.h"
#include "models/labour_market/life_table.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/person.h"
#include "models/labour_market/synthesis.h"
#include "models/labour_market/territory.h"
#include "sim/memory.h"

static const double DAYS_PER_YEAR = 365.25;

/* One person of a cell of the fitted table. Jobs come later: the employed are unemployed until then, with the
 * state they shall have in `status_month`. */
static void make_person(struct world *w, size_t i, size_t zone, size_t cell, int32_t day)
{
    struct people *people = &w->people;
    size_t state = cell % FIRST_STATES;
    size_t level = cell / FIRST_STATES % w->level_count;
    size_t sex = cell / FIRST_STATES / w->level_count % 2;
    size_t group = cell / FIRST_STATES / w->level_count / 2;
    struct rng luck = person_luck(w, LUCK_PERSON_TRAITS, i, 0);

    int32_t from = (int32_t)ROWS(age_group, w->p->age_groups)[group].from_age;
    double age = from + (life_group_end(w, group) - from) * rng_uniform(&luck);
    people->birth_day[i] = day - (int32_t)(age * DAYS_PER_YEAR);
    people->retire_day[i] = life_retire_day(w, &luck, people->birth_day[i]);
    people->zone[i] = (uint16_t)zone;
    people->female[i] = (uint8_t)sex;
    people->qualification[i] = (uint8_t)level;
    people->occupation[i] = (uint8_t)alias_draw(&w->trades.of_level[level], &luck);
    people->trade[i] = people->occupation[i];
    people->ability[i] = (float)(ROWS(qualification, w->p->qualifications)[level].ability +
                                 w->p->wages.ability_spread * rng_normal(&luck));
    people->work_days[i] = (uint16_t)life_first_experience(age);
    people->leave_day[i] = life_leave_day(w, &luck, sex, people->birth_day[i], day);
    life_circumstance(w, i);
    household_enter(w, i);
    if (state != FIRST_OUTSIDE && people->school_end[i] > day) {
        people->school_end[i] = day; /* the active have left school */
    }
    people->since[i] = day - (int32_t)(rng_exponential(&luck) * DAYS_PER_YEAR);
    people->jobless_since[i] = people->since[i];
    people->detached_since[i] = people->since[i];
    people->fallback[i] = STATUS_UNEMPLOYED;
    people->last_status[i] = STATUS_UNEMPLOYED;
    people->second_firm[i] = NO_FIRM;
    people->second_next[i] = NOBODY;
    people->second_prev[i] = NOBODY;
    people->second_end[i] = NEVER;
    people->agency[i] = NO_AGENCY;
    people->firm[i] = NO_FIRM;
    people->staff_next[i] = NOBODY;
    people->staff_prev[i] = NOBODY;
    people->contract[i] = NO_CONTRACT;
    people->job_end[i] = NEVER;

    bool past_retirement = people->retire_day[i] <= day;
    if (state != FIRST_OUTSIDE && past_retirement) { /* works longer than most */
        int32_t leave = people->leave_day[i];
        people->retire_day[i] = day + 1 + (int32_t)((leave - day - 2) * rng_uniform(&luck));
    }
    people->status[i] = STATUS_UNEMPLOYED;
    if (state == FIRST_OUTSIDE) {
        people->status[i] = past_retirement ? STATUS_RETIRED : STATUS_INACTIVE;
    }
    people->status_month[i] = (uint8_t)state;
}

struct sampling {
    struct world *w;
    const double *cumulated; /* [cells] */
    size_t cells;
    const size_t *first; /* [zones + 1] first person of each zone */
};

/* Systematic sampling: person k of n has the cell at quantile (k + u) / n, u drawn once a zone. */
static void sample_zones(void *context, const struct span *span)
{
    const struct sampling *sampling = context;
    struct world *w = sampling->w;
    for (size_t zone = span->begin; zone < span->end; zone++) {
        struct rng luck = rng_at(w->luck.purpose[LUCK_PERSON_CELL], zone, 0);
        double start = rng_uniform(&luck);
        size_t count = sampling->first[zone + 1] - sampling->first[zone];
        double total = sampling->cumulated[sampling->cells - 1];
        size_t cell = 0;
        for (size_t k = 0; k < count; k++) {
            double quantile = ((double)k + start) / (double)count * total;
            while (cell + 1 < sampling->cells && sampling->cumulated[cell] <= quantile) {
                cell++;
            }
            make_person(w, sampling->first[zone] + k, zone, cell, w->sim->first_day);
        }
    }
}

/* Level by sex and age group, as in the population. */
static enum status init_entrant_level(struct world *w, const struct cube *cube, size_t kind,
                                      struct error *error)
{
    double weights[MAX_QUALIFICATIONS] = {0};
    double sum = 0;
    for (size_t level = 0; level < cube->levels; level++) {
        for (size_t state = 0; state < FIRST_STATES; state++) {
            weights[level] += cube->cells[cube_index(cube, kind / 2, kind % 2, level, state)];
        }
        sum += weights[level];
    }
    for (size_t level = 0; sum <= 0 && level < cube->levels; level++) {
        weights[level] = 1; /* an age nobody has, and nobody enters at */
    }
    return alias_init(&w->entrant_level[kind], weights, cube->levels, error);
}

enum status synthesis_entrants(struct world *w, struct error *error)
{
    struct cube cube = {0};
    enum status status = STATUS_OK;
    w->entrant_level = memory_alloc(w->age_count * 2, sizeof *w->entrant_level);
    if (w->entrant_level == NULL) {
        TRY(error_memory(error, "entrants"));
    }
    life_init(w);
    TRY(cube_fit(w->p, &cube, error));
    TRY(alias_init(&w->entrant, w->life.entry, w->age_count * 2, error));
    for (size_t kind = 0; kind < w->age_count * 2; kind++) {
        TRY(init_entrant_level(w, &cube, kind, error));
    }
out:
    cube_clear(&cube);
    return status;
}

enum status synthesis_people(struct world *w, struct error *error)
{
    struct cube cube = {0};
    size_t *first = memory_alloc(w->zone_count + 1, sizeof *first);
    enum status status = STATUS_OK;
    if (first == NULL) {
        TRY(error_memory(error, "zones"));
    }
    TRY(cube_fit(w->p, &cube, error));
    TRY(table_resize(&w->people.table, (size_t)synthesis_population(w->p), error));
    size_t cells = cube.ages * 2 * cube.levels * FIRST_STATES;
    for (size_t c = 1; c < cells; c++) {
        cube.cells[c] += cube.cells[c - 1];
    }
    for (size_t z = 0; z < w->zone_count; z++) {
        first[z + 1] = first[z] + (size_t)world_zone(w, z)->population;
    }
    struct sampling sampling = {w, cube.cells, cells, first};
    parallel_for(&w->sim->parallel, w->zone_count, 1, sample_zones, &sampling);
out:
    cube_clear(&cube);
    memory_free(first);
    return status;
}

enum status synthesis_count_margins(struct world *w, struct error *error)
{
    const struct people *people = &w->people;
    size_t ages = w->age_count * 2;
    enum status status;
    TRY(table_resize(&w->margins.table, synthesis_margin_count(w->p), error));
    for (size_t i = 0; i < people->table.rows; i++) {
        size_t group = age_group_of(w, person_age(w, i, w->sim->first_day));
        w->margins.persons[group * 2 + people->female[i]]++;
        w->margins.persons[ages + people->qualification[i]]++;
        w->margins.persons[ages + w->level_count + people->status_month[i]]++;
    }
out:
    return status;
}
