#include "models/labour_market/employers_groups/membership.h"

#include "models/labour_market/employers_groups/staff.h"
#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/state/forms.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/territory.h"
#include "models/labour_market/state/transitions.h"
#include "sim/memory.h"
#include "sim/real.h"

static const double WEEKS_A_YEAR = DAYS_PER_YEAR / 7;

static void tally(const struct world *w, size_t output, int64_t amount)
{
    outputs_tally(&w->sim->outputs, part_output(&part_employers_groups, output), 0)[0] += amount;
}

/* ---- Leaving and ending -------------------------------------------------------------------------------- */

void membership_drop_closed(struct world *w)
{
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        const struct member *member = &w->members.row[firm];
        if (member->group != NO_GROUP && w->employers.row[firm].founded > member->joined) {
            roster_leave(w, firm);
        }
    }
}

void membership_leave(struct world *w, int32_t day)
{
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        const struct member *member = &w->members.row[firm];
        bool tried = member->group != NO_GROUP && day - member->joined > DAYS_PER_YEAR;
        if (tried && member->saved < group_params(w)->fee) {
            roster_leave(w, firm);
        }
    }
}

static double replaced_cost(const struct world *w)
{
    return contract_peak_cost(w, w->p->staffing.flexible_days);
}

static void end_group(struct world *w, const struct span *span, size_t g, int32_t day)
{
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        if (w->members.row[firm].group == g) {
            roster_leave(w, firm);
        }
    }
    tally(w, OWN_groups_layoffs, staff_release_all(w, span, g, day));
    tally(w, OWN_groups_ended, 1);
    w->groups.row[g].ended = day;
}

void membership_end_groups(struct world *w, const struct span *span, int32_t day)
{
    enum { LEAST_MEMBERS = 2 };
    const struct employers_group_params *p = group_params(w);
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        struct group *group = &w->groups.row[g];
        group->dear = group->price > replaced_cost(w) ? group->dear + 1 : 0;
        bool over = !p->active || group->members < LEAST_MEMBERS || group->dear >= p->patience_months;
        if (group_lives(w, g) && over) {
            end_group(w, span, g, day);
        }
    }
}

/* ---- Joining ------------------------------------------------------------------------------------------- */

static double closeness(const struct world *w, size_t firm, size_t zone)
{
    return real_exp(-travel_minutes(w, zone, w->employers.row[firm].zone) / group_params(w)->radius_minutes);
}

/* May the firm be a member at all? */
static bool may_join(const struct world *w, size_t firm)
{
    const struct employer *row = &w->employers.row[firm];
    return world_sector(w, row->sector)->branch != BRANCH_PUBLIC &&
           (w->members.table.rows == 0 || w->members.row[firm].group == NO_GROUP) &&
           firm_size(&w->employers, firm) <= group_params(w)->largest;
}

/* What the firm would save in a year at a price of an hour lent, in EUR, fee apart: it counts on the group as
 * far as it trusts it. */
static double saving(const struct world *w, const struct lendable *firm, double hours, double price)
{
    double hour = group_hour(w, firm->occupation);
    return firm->trust * hours * WEEKS_A_YEAR * hour * (replaced_cost(w) - price);
}

/* A firm that someone meets on the way: drawn among all, kept the more often the nearer it is. */
static bool meet(const struct world *w, struct rng *rng, size_t zone, struct lendable *firm)
{
    firm->firm = rng_below(rng, (uint32_t)world_firms(w));
    firm->trust = (float)closeness(w, firm->firm, zone);
    return rng_chance(rng, firm->trust) && may_join(w, firm->firm);
}

/* Share of what the group's staff can do of what is asked for in a family; one where it holds none yet: it
 * would hire for who joins. */
static double fill_of(const struct world *w, size_t g, uint8_t family)
{
    double fill = w->pools.fill[g * w->occupation_count + family];
    return fill > 0 ? fill : 1;
}

static void ask(struct world *w, size_t g, struct lendable *firm, int32_t day)
{
    const struct employers_group_params *p = group_params(w);
    const struct group *group = &w->groups.row[g];
    double known = p->identity + (1 - p->identity) * group->reputation;
    firm->occupation = need_occupation(w, firm->firm);
    firm->family = need_family(w, firm->occupation);
    firm->trust *= (float)known;
    double hours = need_mean(w, firm->firm, day) * fill_of(w, g, firm->family);
    double saved = saving(w, firm, hours, group->price);
    if (saved > p->fee) {
        roster_join(w, g, firm, day, saved);
    }
}

void membership_visit(struct world *w, int32_t day)
{
    enum { TRIES = 50 };
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        if (!group_lives(w, g)) {
            continue;
        }
        struct rng rng = rng_at(w->streams.purpose[STREAM_GROUP_VISITS], g, day);
        size_t zone = w->employers.row[w->groups.row[g].employer].zone;
        int64_t visited = 0;
        for (int64_t k = 0; k < TRIES * group_params(w)->visits && visited < group_params(w)->visits; k++) {
            struct lendable firm = {0};
            if (meet(w, &rng, zone, &firm)) {
                visited++;
                ask(w, g, &firm, day);
            }
        }
    }
}

/* ---- Founding ------------------------------------------------------------------------------------------ */

/* What a study of those who might found a group finds. */
struct study {
    struct lendable *firms;
    size_t count;
    double *room;
    double staff, paid, used; /* persons, hours a week, hours a week */
    double worth;             /* gross pay of the hours used in a year, in EUR */
};

static void pool_all(const struct world *w, struct study *study, int32_t day)
{
    study->staff = study->paid = study->used = study->worth = 0;
    for (size_t o = 0; o < w->occupation_count; o++) {
        struct pooled pooled = need_pool(w, study->firms, study->count, (uint8_t)o, day, study->room);
        study->staff += pooled.staff;
        study->paid += (double)pooled.staff * pooled.post;
        study->used += pooled.used;
        study->worth += pooled.used * WEEKS_A_YEAR * group_hour(w, o);
    }
}

/* Idle hours are in the price of those that are used, and so is what the group costs whatever its size. */
static double planned_price(const struct world *w, const struct study *study)
{
    return need_group_cost(w) * study->paid / study->used + group_params(w)->running_fixed / study->worth;
}

static size_t groups_in(const struct world *w, size_t zone)
{
    size_t count = 0;
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        count += group_lives(w, g) && w->employers.row[w->groups.row[g].employer].zone == zone;
    }
    return count;
}

static void gather(const struct world *w, struct study *study, struct rng *rng, size_t zone, size_t most)
{
    enum { TRIES = 50 };
    study->count = 0;
    for (size_t k = 0; k < TRIES * most && study->count < most; k++) {
        struct lendable *firm = &study->firms[study->count];
        bool again = false;
        if (!meet(w, rng, zone, firm)) {
            continue;
        }
        for (size_t j = 0; j < study->count; j++) {
            again |= study->firms[j].firm == firm->firm;
        }
        firm->trust *= (float)group_params(w)->identity;
        firm->occupation = need_occupation(w, firm->firm);
        firm->family = need_family(w, firm->occupation);
        study->count += !again;
    }
}

/* Those stay who would save more than the fee at the price of all. */
static void keep_willing(const struct world *w, struct study *study, double price, int32_t day)
{
    size_t kept = 0;
    for (size_t k = 0; k < study->count; k++) {
        struct lendable firm = study->firms[k];
        if (saving(w, &firm, need_mean(w, firm.firm, day), price) > group_params(w)->fee) {
            study->firms[kept++] = firm;
        }
    }
    study->count = kept;
}

static enum status make_members(struct world *w, struct error *error)
{
    enum status status = STATUS_OK;
    if (w->members.table.rows == 0) {
        size_t firms = world_firms(w);
        TRY(table_resize(&w->members.table, firms, error));
        for (size_t firm = 0; firm < firms; firm++) {
            w->members.row[firm].group = NO_GROUP;
        }
    }
out:
    return status;
}

static enum status make_group(struct world *w, size_t zone, const struct study *study, int32_t day,
                              struct error *error)
{
    size_t g = w->groups.table.rows, e = w->employers.table.rows;
    double price = planned_price(w, study), worth = study->worth * 100 / WEEKS_A_YEAR;
    const double shown = 50; /* it makes its posts known as a firm of so many would: assumption */
    enum status status;
    TRY(make_members(w, error));
    TRY(table_resize(&w->pools.table, (g + 1) * w->occupation_count, error));
    TRY(table_resize(&w->employers.table, e + 1, error));
    TRY(table_resize(&w->groups.table, g + 1, error));
    w->employers.row[e] = (struct employer){.form = FORM_EMPLOYERS_GROUP,
                                            .zone = (uint16_t)zone,
                                            .sector = w->employers.row[study->firms[0].firm].sector,
                                            .first_job = NO_JOB,
                                            .generation = GROUP_GENERATION,
                                            .reference = shown,
                                            .founded = day};
    w->employers.due[e] = NEVER;
    w->employers.next_task[e] = NEVER;
    w->groups.row[g] = (struct group){.employer = (uint32_t)e,
                                      .founded = day,
                                      .ended = NEVER,
                                      .price = price,
                                      .cost_lately = price * worth,
                                      .lent_lately = worth};
out:
    return status;
}

/* A study, and a group where it says that one would live. */
static enum status try_to_found(struct world *w, struct study *study, struct rng *rng, size_t zone,
                                int32_t day, struct error *error)
{
    const struct employers_group_params *p = group_params(w);
    enum status status = STATUS_OK;
    gather(w, study, rng, zone, (size_t)p->founders);
    pool_all(w, study, day);
    if (study->staff < p->least_staff || planned_price(w, study) >= replaced_cost(w)) {
        return STATUS_OK;
    }
    keep_willing(w, study, planned_price(w, study), day);
    pool_all(w, study, day);
    if (study->staff < p->least_staff || planned_price(w, study) >= replaced_cost(w)) {
        return STATUS_OK;
    }
    double price = planned_price(w, study);
    TRY(make_group(w, zone, study, day, error));
    for (size_t k = 0; k < study->count; k++) {
        double hours = need_mean(w, study->firms[k].firm, day);
        roster_join(w, w->groups.table.rows - 1, &study->firms[k], day,
                    saving(w, &study->firms[k], hours, price));
    }
    tally(w, OWN_groups_founded, 1);
out:
    return status;
}

enum status membership_found(struct world *w, int32_t day, struct error *error)
{
    const struct employers_group_params *p = group_params(w);
    struct study study = {.firms = memory_alloc((size_t)p->founders + 1, sizeof *study.firms),
                          .room = memory_alloc(NEED_SAMPLES, sizeof *study.room)};
    enum status status = STATUS_OK;
    if (study.firms == NULL || study.room == NULL) {
        TRY(error_memory(error, "founding of employers' groups"));
    }
    for (size_t zone = 0; p->active && zone < w->zone_count; zone++) {
        struct rng rng = rng_at(w->streams.purpose[STREAM_GROUP_INITIATIVE], zone, day);
        bool tried = rng_chance(&rng, p->initiatives / 12);
        if (tried && groups_in(w, zone) < (size_t)p->most) {
            TRY(try_to_found(w, &study, &rng, zone, day, error));
        }
    }
out:
    memory_free(study.firms);
    memory_free(study.room);
    return status;
}
