#include "models/labour_market/state/territory.h"

#include <string.h>

#include "sim/memory.h"
#include "sim/real.h"

static const double FAR_AWAY_MINUTES = 1440;

uint8_t contract_for(const struct parameters *p, enum role role)
{
    const struct contract *contracts = ROWS(contract, p->contracts);
    for (size_t c = 0; c < p->contracts.count; c++) {
        if (status_role((uint8_t)contracts[c].status) == role) {
            return (uint8_t)c;
        }
    }
    return 0;
}

uint8_t contract_with(const struct parameters *p, enum status_code status)
{
    const struct contract *contracts = ROWS(contract, p->contracts);
    for (size_t c = 0; c < p->contracts.count; c++) {
        if (contracts[c].status == (int32_t)status) {
            return (uint8_t)c;
        }
    }
    return 0;
}

size_t age_group_of(const struct world *w, int32_t age)
{
    const struct age_group *ages = ROWS(age_group, w->p->age_groups);
    size_t group = 0;
    while (group + 1 < w->age_count && age >= ages[group + 1].from_age) {
        group++;
    }
    return group;
}

/* The shortest ways through other zones (Floyd 1962). */
static void fill_ways(double *minutes, size_t zones)
{
    for (size_t by = 0; by < zones; by++) {
        for (size_t from = 0; from < zones; from++) {
            for (size_t to = 0; to < zones; to++) {
                double way = minutes[from * zones + by] + minutes[by * zones + to];
                double *known = &minutes[from * zones + to];
                bool through = from != by && to != by && from != to && way < *known;
                *known = through ? way : *known;
            }
        }
    }
}

static void fill_rows(const struct world *w, double *minutes)
{
    size_t zones = w->zone_count;
    const struct travel *travel = ROWS(travel, w->p->travel);
    for (size_t r = 0; r < w->p->travel.count; r++) { /* ways back first, so that a row of its own wins */
        minutes[(size_t)travel[r].to * zones + (size_t)travel[r].from] = travel[r].minutes;
    }
    for (size_t r = 0; r < w->p->travel.count; r++) {
        minutes[(size_t)travel[r].from * zones + (size_t)travel[r].to] = travel[r].minutes;
    }
}

static void fill_minutes(struct world *w)
{
    size_t zones = w->zone_count;
    double *minutes = w->geography.minutes;
    for (size_t i = 0; i < zones * zones; i++) {
        minutes[i] = i / zones == i % zones ? world_zone(w, i / zones)->minutes_within : FAR_AWAY_MINUTES;
    }
    fill_rows(w, minutes);
    fill_ways(minutes, zones);
    fill_rows(w, minutes); /* what a row says holds, even where a way through others is shorter */
}

static enum status init_geography(struct world *w, struct error *error)
{
    size_t zones = w->zone_count;
    w->geography.minutes = memory_alloc(zones * zones, sizeof(double));
    w->geography.look_at = memory_alloc(zones, sizeof(struct alias));
    if (w->geography.minutes == NULL || w->geography.look_at == NULL) {
        return error_memory(error, "geography");
    }
    fill_minutes(w);
    return STATUS_OK;
}

enum status territory_set_looks(struct world *w, struct error *error)
{
    size_t zones = w->zone_count;
    double *weights = memory_alloc(zones, sizeof(double));
    enum status status = STATUS_OK;
    if (weights == NULL) {
        TRY(error_memory(error, "geography"));
    }
    for (size_t home = 0; home < zones; home++) {
        double nearest = FAR_AWAY_MINUTES;
        for (size_t work = 0; work < zones; work++) {
            double minutes = travel_minutes(w, home, work);
            nearest = world_zone(w, work)->jobs_share > 0 && minutes < nearest ? minutes : nearest;
        }
        for (size_t work = 0; work < zones; work++) {
            double further = travel_minutes(w, home, work) - nearest;
            weights[work] =
                world_zone(w, work)->jobs_share * real_exp(-further / w->p->search.radius_minutes);
        }
        alias_clear(&w->geography.look_at[home]);
        TRY(alias_init(&w->geography.look_at[home], weights, zones, error));
    }
out:
    memory_free(weights);
    return status;
}

static void fill_similarity(struct world *w)
{
    size_t count = w->occupation_count;
    const struct move *moves = ROWS(move, w->p->moves);
    for (size_t r = 0; r < w->p->moves.count; r++) {
        w->trades.similarity[(size_t)moves[r].to * count + (size_t)moves[r].from] =
            (float)moves[r].similarity;
    }
    for (size_t r = 0; r < w->p->moves.count; r++) {
        w->trades.similarity[(size_t)moves[r].from * count + (size_t)moves[r].to] =
            (float)moves[r].similarity;
    }
    for (size_t o = 0; o < count; o++) {
        w->trades.similarity[o * count + o] = 1;
    }
}

static enum status init_moves(struct world *w, double *weights, struct error *error)
{
    size_t count = w->occupation_count;
    for (size_t from = 0; from < count; from++) {
        double sum = 0;
        for (size_t to = 0; to < count; to++) {
            weights[to] = to == from ? 0 : similarity(w, from, to);
            sum += weights[to];
        }
        if (sum > 0 && alias_init(&w->trades.similar[from], weights, count, error) != STATUS_OK) {
            return error->status;
        }
    }
    return STATUS_OK;
}

/* The occupations of a sector's staff, `share`, apart: of peaks and tasks by their weights, of core posts
 * what is then missing, so that both together are the staff the territory gives. */
static enum status init_kinds_of_posts(struct world *w, size_t sector, const double *share,
                                       struct error *error)
{
    const double flexible_part = 0.12; /* of staff is above the core: INSEE 4501566 */
    double core[MAX_OCCUPATIONS], flexible[MAX_OCCUPATIONS];
    double sum = 0;
    for (size_t o = 0; o < w->occupation_count; o++) {
        flexible[o] = share[o] * world_occupation(w, o)->flexible;
        sum += flexible[o];
    }
    for (size_t o = 0; o < w->occupation_count; o++) {
        flexible[o] = sum > 0 ? flexible[o] / sum : share[o];
        double rest = share[o] - flexible_part * flexible[o];
        core[o] = rest > 0 ? rest : 0;
    }
    if (alias_init(&w->trades.of_sector[sector], core, w->occupation_count, error) != STATUS_OK) {
        return error->status;
    }
    return alias_init(&w->trades.flexible_of_sector[sector], flexible, w->occupation_count, error);
}

/* Occupations of posts by sector, and the jobs there are of each occupation in `jobs`. */
static enum status init_posts(struct world *w, double *weights, double *jobs, struct error *error)
{
    for (size_t s = 0; s < w->sector_count; s++) {
        double sum = 0;
        memset(weights, 0, w->occupation_count * sizeof *weights);
        for (size_t r = 0; r < w->p->staff.count; r++) {
            const struct staff_mix *mix = &ROWS(staff_mix, w->p->staff)[r];
            if (mix->sector == (int32_t)s) {
                weights[mix->occupation] += mix->share;
                sum += mix->share;
            }
        }
        for (size_t o = 0; o < w->occupation_count; o++) {
            w->trades.share[s * w->occupation_count + o] = weights[o] / sum;
            jobs[o] += world_sector(w, s)->jobs_share * weights[o] / sum;
        }
        if (init_kinds_of_posts(w, s, &w->trades.share[s * w->occupation_count], error) != STATUS_OK) {
            return error->status;
        }
    }
    return STATUS_OK;
}

/* How much less often a person takes up an occupation `levels` above or below the own level. */
static double level_fit(int levels)
{
    static const double fit[] = {1, 0.2, 0.03};
    int distance = levels < 0 ? -levels : levels;
    return distance < 3 ? fit[distance] : 0.005;
}

/* People by level and occupation: as many in each occupation as its jobs and its crowding ask for, near their
 * level of qualification (Deming and Stephan 1940). */
static void fit_levels(const struct world *w, double *people, const double *jobs)
{
    enum { ROUNDS = 100 };
    size_t count = w->occupation_count;
    const struct qualification *levels = ROWS(qualification, w->p->qualifications);
    for (size_t q = 0; q < w->level_count; q++) {
        for (size_t o = 0; o < count; o++) {
            people[q * count + o] = level_fit(world_occupation(w, o)->qualification - (int)q);
        }
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t o = 0; o < count; o++) {
            double sum = 0;
            for (size_t q = 0; q < w->level_count; q++) {
                sum += people[q * count + o];
            }
            double asked = jobs[o] * world_occupation(w, o)->supply + 1e-9;
            for (size_t q = 0; q < w->level_count; q++) {
                people[q * count + o] *= sum > 0 ? asked / sum : 0;
            }
        }
        for (size_t q = 0; q < w->level_count; q++) {
            double sum = 0;
            for (size_t o = 0; o < count; o++) {
                sum += people[q * count + o];
            }
            for (size_t o = 0; o < count; o++) {
                people[q * count + o] *= sum > 0 ? (levels[q].share + 1e-9) / sum : 0;
            }
        }
    }
}

/* Of the people of all ages in the labour force. */
static double share_of_women(const struct parameters *p)
{
    double women = 0, all = 0;
    for (size_t a = 0; a < p->age_groups.count; a++) {
        const struct age_group *age = &ROWS(age_group, p->age_groups)[a];
        women += age->women * age->active_women;
        all += age->women * age->active_women + age->men * age->active_men;
    }
    return all > 0 ? women / all : 0.5;
}

/* Share of women in an occupation of which a share of `asked` is asked for, when all odds are multiplied by
 * tilt / (1 - tilt). */
static double tilted(double asked, double tilt)
{
    return asked * tilt / (asked * tilt + (1 - asked) * (1 - tilt));
}

/* The tilt at which there are as many women in the occupations of a level as in the labour force, so that
 * neither sex crowds the occupations of the other: it fits the table of occupation by sex to both its margins
 * and leaves odds ratios as they are asked for. Where no tilt does it, the nearest. */
static double tilt_of_level(const struct world *w, const double *people, double share)
{
    enum { HALVINGS = 50 }; /* never quite 0 or 1 */
    double low = 0, high = 1;
    for (int step = 0; step < HALVINGS; step++) {
        double tilt = (low + high) / 2, women = 0, all = 0;
        for (size_t o = 0; o < w->occupation_count; o++) {
            women += people[o] * tilted(world_occupation(w, o)->women, tilt);
            all += people[o];
        }
        low = women < share * all ? tilt : low;
        high = women < share * all ? high : tilt;
    }
    return (low + high) / 2;
}

/* A sex that has no occupation of the level takes those there are. */
static enum status init_sexes(struct world *w, size_t level, const double *people, double share,
                              struct error *error)
{
    double weights[2][MAX_OCCUPATIONS];
    double sum[2] = {0};
    double tilt = tilt_of_level(w, people, share);
    for (size_t o = 0; o < w->occupation_count; o++) {
        double women = tilted(world_occupation(w, o)->women, tilt);
        weights[0][o] = people[o] * (1 - women);
        weights[1][o] = people[o] * women;
        sum[0] += weights[0][o];
        sum[1] += weights[1][o];
    }
    for (size_t sex = 0; sex < 2; sex++) {
        if (alias_init(&w->trades.of_level[level * 2 + sex], sum[sex] > 0 ? weights[sex] : people,
                       w->occupation_count, error) != STATUS_OK) {
            return error->status;
        }
    }
    return STATUS_OK;
}

static enum status init_levels(struct world *w, const double *jobs, struct error *error)
{
    double *people = memory_alloc(w->level_count * w->occupation_count, sizeof *people);
    enum status status = STATUS_OK;
    if (people == NULL) {
        TRY(error_memory(error, "occupations"));
    }
    fit_levels(w, people, jobs);
    double share = share_of_women(w->p);
    for (size_t q = 0; q < w->level_count; q++) {
        TRY(init_sexes(w, q, &people[q * w->occupation_count], share, error));
    }
out:
    memory_free(people);
    return status;
}

static enum status init_trades(struct world *w, struct error *error)
{
    size_t count = w->occupation_count;
    w->trades.similar = memory_alloc(count, sizeof(struct alias));
    w->trades.similarity = memory_alloc(count * count, sizeof(float));
    w->trades.share = memory_alloc(w->sector_count * count, sizeof(double));
    w->trades.of_sector = memory_alloc(w->sector_count, sizeof(struct alias));
    w->trades.flexible_of_sector = memory_alloc(w->sector_count, sizeof(struct alias));
    w->trades.of_level = memory_alloc(w->level_count * 2, sizeof(struct alias));
    double *weights = memory_alloc(count, sizeof(double));
    double *jobs = memory_alloc(count, sizeof(double));
    enum status status = STATUS_OK;
    if (w->trades.similar == NULL || w->trades.similarity == NULL || w->trades.share == NULL ||
        w->trades.of_sector == NULL || w->trades.flexible_of_sector == NULL || w->trades.of_level == NULL ||
        weights == NULL || jobs == NULL) {
        TRY(error_memory(error, "occupations"));
    }
    fill_similarity(w);
    TRY(init_moves(w, weights, error));
    TRY(init_posts(w, weights, jobs, error));
    TRY(init_levels(w, jobs, error));
out:
    memory_free(weights);
    memory_free(jobs);
    return status;
}

enum status territory_init(struct world *w, struct error *error)
{
    enum status status;
    TRY(init_geography(w, error));
    TRY(init_trades(w, error));
out:
    return status;
}

static void clear_aliases(struct alias *aliases, size_t count)
{
    for (size_t i = 0; aliases != NULL && i < count; i++) {
        alias_clear(&aliases[i]);
    }
    memory_free(aliases);
}

void territory_clear(struct world *w)
{
    memory_free(w->geography.minutes);
    clear_aliases(w->geography.look_at, w->zone_count);
    clear_aliases(w->trades.similar, w->occupation_count);
    memory_free(w->trades.similarity);
    memory_free(w->trades.share);
    clear_aliases(w->trades.of_sector, w->sector_count);
    clear_aliases(w->trades.flexible_of_sector, w->sector_count);
    clear_aliases(w->trades.of_level, w->level_count * 2);
}
