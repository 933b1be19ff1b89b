#include "models/labour_market/first_day/first_careers.h"
#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/people/life_table.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/people/pyramid.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/memory.h"
#include "sim/real.h"

/* Where people of each attachment are in the steady state: [sex + 2 x age group]. */
struct first_lives {
    struct activity_kinds kinds[2 * MAX_AGE_GROUPS];
};

static void first_lives(const struct world *w, struct first_lives *life)
{
    for (size_t row = 0; row < 2 * w->age_count; row++) {
        struct activity activity = life_activity(w, row % 2, row / 2);
        activity_kinds(w, &activity, w->returns.rate[row], &life->kinds[row]);
    }
}

/* Who is outside the labour force without studying or having retired may be of the halo; and people are the
 * more attached, the nearer to work they are. */
static void settle_activity(struct world *w, size_t i, const struct activity_kinds *kinds, struct rng *rng)
{
    struct person *person = &w->people.row[i];
    double place = rng_uniform(rng);
    double kind = rng_uniform(rng);
    double within = rng_uniform(rng);
    const double *shares = kinds->active;
    if (person->status == STATUS_INACTIVE) {
        double halo = activity_sum(kinds->halo), outside = halo + activity_sum(kinds->inactive);
        person->status = outside > 0 && place * outside < halo ? STATUS_HALO : STATUS_INACTIVE;
        shares = person->status == STATUS_HALO ? kinds->halo : kinds->inactive;
    }
    if (activity_sum(shares) > 0) {
        person->attachment = (float)activity_attachment(w, shares, kind, within);
    }
}

/* Who works has not retired; of those outside the labour force so many have that all in all it is as many as
 * the law of that age says. */
static double first_retire_age(const struct world *w, size_t sex, size_t group, size_t state, double age,
                               struct rng *rng)
{
    double outside = 1 - life_active_share(w, sex, group);
    double retired = life_retired_share(w, age);
    double chance = state == FIRST_OUTSIDE && outside > 0 ? retired / outside : 0;
    bool past = rng_chance(rng, chance < 1 ? chance : 1);
    double place = rng_uniform(rng);
    return life_retire_age(w, past ? retired * place : retired + (1 - retired) * place);
}

/* Age at which someone of a level who is at school at an age leaves it, and the share of the level who are.
 */
static double school_left_after(const struct world *w, size_t level, double age, double place, double *share)
{
    double mean = ROWS(qualification, w->p->qualifications)[level].leaves_school;
    double spread = w->p->lives.school_spread > 0.01 ? w->p->lives.school_spread : 0.01;
    double passed = real_normal_cdf((age - mean) / spread);
    double quantile = passed + (1 - passed) * place;
    *share = 1 - passed;
    return mean + spread * real_normal_quantile(quantile < 0.9999 ? quantile : 0.9999);
}

/* The active have left school. So that all in all as many study as the law of their level says, more of those
 * outside the labour force do. */
static void settle_school(struct world *w, size_t i, bool outside, size_t group, double age, int32_t day,
                          struct rng *rng)
{
    struct person *person = &w->people.row[i];
    double place = rng_uniform(rng);
    double luck = rng_uniform(rng);
    double share;
    double left = school_left_after(w, person->qualification, age, place, &share);
    double away = 1 - life_active_share(w, person->female, group);
    if (!outside) {
        person->school_end = person->school_end > day ? day : person->school_end;
    } else if (person->school_end <= day && luck * (1 - share) * away < share * (1 - away)) {
        int32_t end = person->birth_day + (int32_t)(left * DAYS_PER_YEAR);
        person->school_end = end > day ? end : day + 1;
    }
}

/* One person of a cell of the fitted table. Jobs come later: the employed are unemployed until then, with the
 * state they shall have in `status_month`. */
static void make_person(struct world *w, size_t i, size_t zone, size_t cell, int32_t day,
                        const struct first_lives *life)
{
    struct people *people = &w->people;
    size_t state = cell % FIRST_STATES;
    size_t level = cell / FIRST_STATES % w->level_count;
    size_t sex = cell / FIRST_STATES / w->level_count % 2;
    size_t group = cell / FIRST_STATES / w->level_count / 2;
    struct rng rng = person_stream(w, STREAM_PERSON_TRAITS, i, 0);

    double age = pyramid_age_in(w, &rng, sex, group);
    people->row[i].birth_day = day - (int32_t)(age * DAYS_PER_YEAR);
    double retires = first_retire_age(w, sex, group, state, age, &rng);
    people->row[i].retire_day = people->row[i].birth_day + (int32_t)(retires * DAYS_PER_YEAR);
    people->row[i].zone = (uint16_t)zone;
    people->row[i].female = (uint8_t)sex;
    people->row[i].qualification = (uint8_t)level;
    people->row[i].occupation = (uint8_t)occupation_draw(w, level, sex, &rng);
    people->trade[i] = people->row[i].occupation;
    people->row[i].ability = (float)(ROWS(qualification, w->p->qualifications)[level].ability +
                                     w->p->wages.ability_spread * rng_normal(&rng));
    people->row[i].work_days = (uint16_t)life_first_experience(age);
    people->last_employer[i] = NOBODY;
    people->row[i].leave_day = pyramid_leave_day(w, &rng, sex, people->row[i].birth_day, day);
    life_circumstance(w, i);
    household_enter(w, i);
    settle_school(w, i, state == FIRST_OUTSIDE, group, age, day, &rng);
    people->row[i].since = day - (int32_t)(rng_exponential(&rng) * DAYS_PER_YEAR);
    people->row[i].jobless_since = people->row[i].since;
    people->row[i].detached_since = people->row[i].since;
    people->row[i].fallback = STATUS_UNEMPLOYED;
    people->row[i].last_status = STATUS_UNEMPLOYED;

    bool past_retirement = people->row[i].retire_day <= day;
    if (state != FIRST_OUTSIDE && past_retirement) { /* works longer than anyone by that law */
        int32_t leave = people->row[i].leave_day;
        people->row[i].retire_day = day + 1 + (int32_t)((leave - day - 2) * rng_uniform(&rng));
    }
    people->row[i].status = STATUS_UNEMPLOYED;
    if (state == FIRST_OUTSIDE) {
        people->row[i].status = past_retirement ? STATUS_RETIRED : STATUS_INACTIVE;
    }
    people->status_month[i] = (uint8_t)state;
    bool studies = people->row[i].school_end > day;
    if (!studies && !past_retirement) {
        settle_activity(w, i, &life->kinds[sex + 2 * group], &rng);
        career_begin(w, i, day, &rng);
    }
}

struct sampling {
    struct world *w;
    const double *cumulated; /* [cells] */
    size_t cells;
    const size_t *first; /* [zones + 1] first person of each zone */
    const struct first_lives *life;
};

/* Systematic sampling: person k of n has the cell at quantile (k + u) / n, u drawn once a zone. */
static void sample_zones(void *context, const struct span *span)
{
    const struct sampling *sampling = context;
    struct world *w = sampling->w;
    for (size_t zone = span->begin; zone < span->end; zone++) {
        struct rng rng = rng_at(w->streams.purpose[STREAM_PERSON_CELL], zone, 0);
        double start = rng_uniform(&rng);
        size_t count = sampling->first[zone + 1] - sampling->first[zone];
        double total = sampling->cumulated[sampling->cells - 1];
        size_t cell = 0;
        for (size_t k = 0; k < count; k++) {
            double quantile = ((double)k + start) / (double)count * total;
            while (cell + 1 < sampling->cells && sampling->cumulated[cell] <= quantile) {
                cell++;
            }
            make_person(w, sampling->first[zone] + k, zone, cell, w->sim->first_day, sampling->life);
        }
        careers_sort(w, sampling->first[zone], count);
    }
}

/* Who enters later: follows from parameters, so it is made at every start of the program. */
static enum status create(struct world *w, struct error *error)
{
    double levels[MAX_QUALIFICATIONS];
    for (size_t level = 0; level < w->level_count; level++) {
        levels[level] = ROWS(qualification, w->p->qualifications)[level].share;
    }
    enum status status;
    life_init(w);
    TRY(alias_init(&w->entrant, w->life.entry, 2 * (size_t)YEARS_OF_AGE, error));
    TRY(alias_init(&w->entrant_level, levels, w->level_count, error));
out:
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
    struct first_lives life;
    first_lives(w, &life);
    struct sampling sampling = {w, cube.cells, cells, first, &life};
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
        w->margins.persons[group * 2 + people->row[i].female]++;
        w->margins.persons[ages + people->row[i].qualification]++;
        w->margins.persons[ages + w->level_count + people->status_month[i]]++;
    }
out:
    return status;
}

static const struct part_stream streams[] = {FIRST_DAY_STREAMS(PART_STREAM)};
static const struct column margins[] = {MARGIN_COLUMNS(TABLE_COLUMN, struct margins)};
static const struct part_table tables[] = {PART_TABLE(margins, margins)};

static void destroy(struct world *w)
{
    alias_clear(&w->entrant);
    alias_clear(&w->entrant_level);
}

const struct part part_first_day = {
    .name = "first_day",
    PART_LIST(stream, streams),
    PART_LIST(table, tables),
    .create = create,
    .destroy = destroy,
};
