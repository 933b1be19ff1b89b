#include "models/labour_market/firms/contract_choice.h"

#include <math.h>

#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/territory.h"
#include "sim/memory.h"
#include "sim/real.h"

static const double WEEKS_PER_MONTH = 4.348;

/* Labour cost of an hour, hiring and firing apart. */
static double running_cost(const struct contract *c, double days)
{
    double bonus = c->end_bonus + (!c->open_ended && days <= (double)c->short_days ? c->short_tax : 0);
    return c->pay * (1 + c->contributions + bonus) * (1 + c->agency_markup);
}

/* Cost of an hour when `heads` people are hired for a post: each costs as much to hire. */
static double unit_cost(const struct world *w, const struct contract *c, double days, double heads)
{
    double months = days / DAYS_PER_MONTH;
    double once = heads * c->hiring_months / (months > 0.25 ? months : 0.25);
    double firing = c->open_ended ? w->p->staffing.dismissal_risk * c->dismissal_months / 12 : 0;
    return (running_cost(c, days) + c->pay * (1 + c->contributions) * (once + firing)) / c->output;
}

double contract_unit_cost(const struct world *w, uint8_t contract, double days)
{
    return unit_cost(w, world_contract(w, contract), days, 1);
}

double contract_useful(const struct world *w, uint8_t contract, double days)
{
    const struct contract *c = world_contract(w, contract);
    double term = c->agency_markup > 0 ? w->p->interim.days : days;
    double passed = term / DAYS_PER_MONTH / w->p->demand.transitory_months;
    return passed > 1e-6 ? (1 - real_exp(-passed)) / passed : 1;
}

double contract_peak_unit_cost(const struct world *w, uint8_t contract, double days)
{
    return contract_unit_cost(w, contract, days) / contract_useful(w, contract, days);
}

double contract_task_cost(const struct world *w, uint8_t contract, double days)
{
    const struct contract *c = world_contract(w, contract);
    double once = c->agency_markup > 0 ? 0 : w->p->tasks.hiring_days / (days > 1 ? days : 1);
    return (running_cost(c, days) + c->pay * (1 + c->contributions) * once) / c->output;
}

/* Marginal jobs and posts in which someone learns are made of core posts: posting.c. */
static enum role role_for(enum need need)
{
    return need == NEED_CORE ? ROLE_CORE : ROLE_FLEXIBLE;
}

static bool fits(const struct contract *c, enum role role, double days)
{
    bool too_long = role == ROLE_FLEXIBLE && c->longest_days > 0 && days > (double)c->longest_days;
    return c->allowed && contract_role(c) == role && !too_long;
}

static double cost_of(const struct world *w, uint8_t contract, enum need need, double days)
{
    switch (need) {
    case NEED_TASK:
        return contract_task_cost(w, contract, days);
    case NEED_PEAK:
        return contract_peak_unit_cost(w, contract, days);
    default:
        return contract_unit_cost(w, contract, days);
    }
}

/* Cost of the first contract of the table with the role, allowed or not: the others are weighed by what they
 * cost more. Nothing depends on which one that is. */
static double base_cost(const struct world *w, enum role role, enum need need, double days)
{
    return cost_of(w, contract_for(w->p, role), need, days);
}

/* Weight of log odds, as far as numbers go. */
static double exp_of(double odds)
{
    return real_exp(odds < 500 ? odds : 500);
}

double contract_weight(const struct world *w, uint8_t contract, double dearer, double interim)
{
    const struct contract *c = world_contract(w, contract);
    double odds = c->preference - w->p->staffing.cost_sensitivity * dearer;
    odds += c->agency_markup > 0 ? interim : 0;
    return exp_of(odds);
}

/* Weights of the logit among the contracts of a role; returns their sum. */
static double weigh(const struct world *w, enum role role, enum need need, double interim, double days,
                    double weights[MAX_CONTRACTS])
{
    double base = base_cost(w, role, need, days), sum = 0;
    for (size_t c = 0; c < w->contract_count; c++) {
        weights[c] = 0;
        if (fits(world_contract(w, c), role, days)) {
            double dearer = cost_of(w, (uint8_t)c, need, days) - base;
            weights[c] = contract_weight(w, (uint8_t)c, dearer, interim);
            sum += weights[c];
        }
    }
    return sum;
}

/* Log odds in the same logit of not covering the need at all. */
static double lost_odds(const struct world *w, enum need need, double days)
{
    double lost = need == NEED_TASK ? w->p->tasks.lost_sale : w->p->staffing.lost_sale;
    return -w->p->staffing.cost_sensitivity * (lost - base_cost(w, ROLE_FLEXIBLE, need, days));
}

/* Share of needs that are covered where the weights of the contracts add up to `sum`, which may be 0. */
static double covered(double sum, double lost_odds)
{
    return sum > 0 ? 1 / (1 + exp_of(lost_odds - real_log(sum))) : 0;
}

/* Log of the sum of all weights, a lost sale's included, which alone may be too small for a number. */
static double log_of_all(double sum, double lost_odds)
{
    return sum > 0 ? real_log(sum) - real_log(covered(sum, lost_odds)) : lost_odds;
}

/* Log odds of agency work in a sector. */
static double sector_interim(const struct world *w, size_t sector, enum need need)
{
    return world_sector(w, sector)->interim + (need == NEED_TASK ? w->p->tasks.interim : 0);
}

uint8_t contract_choose(const struct world *w, struct rng *rng, enum need need, size_t sector, int32_t days)
{
    double weights[MAX_CONTRACTS];
    double interim = sector_interim(w, sector, need);
    double sum = weigh(w, role_for(need), need, interim, days, weights);
    /* what is left of peaks contract_peak_cover says */
    if (sum <= 0 || (need == NEED_TASK && !rng_chance(rng, covered(sum, lost_odds(w, need, days))))) {
        return NO_CONTRACT;
    }
    return (uint8_t)rng_categorical(rng, weights, (uint32_t)w->contract_count, sum);
}

uint8_t contract_choose_training(const struct world *w, struct rng *rng)
{
    double weights[MAX_CONTRACTS];
    double sum = weigh(w, ROLE_TRAINING, NEED_CORE, 0, DAYS_PER_YEAR, weights);
    for (size_t c = 0; c < w->contract_count; c++) {
        if (weights[c] > 0 && weights[c] == sum) { /* the only one: nothing is drawn */
            return (uint8_t)c;
        }
    }
    return sum > 0 ? (uint8_t)rng_categorical(rng, weights, (uint32_t)w->contract_count, sum) : NO_CONTRACT;
}

static size_t add_options(const struct world *w, enum need need, double days, double share,
                          const double weights[MAX_CONTRACTS], double sum,
                          struct contract_option options[MOST_OPTIONS], size_t count)
{
    for (size_t c = 0; c < w->contract_count; c++) {
        if (weights[c] > 0) {
            double cost = cost_of(w, (uint8_t)c, need, days);
            options[count++] = (struct contract_option){(uint8_t)c, cost, share * weights[c] / sum};
        }
    }
    return count;
}

/* Work that is needed for good: an open-ended contract, marginal jobs, or someone who learns. */
static size_t core_options(const struct world *w, size_t firm, struct contract_option options[MOST_OPTIONS])
{
    double weights[MAX_CONTRACTS];
    double tenure = w->p->staffing.tenure_years * DAYS_PER_YEAR;
    double marginal = posting_marginal_chance(w, firm);
    double learns = w->p->staffing.apprentice_share;
    double sum = weigh(w, ROLE_TRAINING, NEED_CORE, 0, DAYS_PER_YEAR, weights);
    learns = sum > 0 ? learns < 1 - marginal ? learns : 1 - marginal : 0;
    size_t count = 0;
    if (learns > 0) {
        count = add_options(w, NEED_CORE, DAYS_PER_YEAR, learns, weights, sum, options, count);
    }
    sum = weigh(w, ROLE_CORE, NEED_CORE, 0, tenure, weights);
    count = add_options(w, NEED_CORE, tenure, 1 - marginal - learns, weights, sum, options, count);
    if (w->marginal != NO_CONTRACT) {
        double cost = contract_marginal_cost(w, firm, tenure);
        options[count++] = (struct contract_option){w->marginal, cost, marginal};
    }
    return count;
}

size_t contract_options(const struct world *w, size_t firm, enum need need, double days,
                        struct contract_option options[MOST_OPTIONS])
{
    double weights[MAX_CONTRACTS];
    bool task = need == NEED_TASK;
    if (need == NEED_CORE || need == NEED_MARGINAL) {
        return core_options(w, firm, options);
    }
    double interim = sector_interim(w, w->employers.row[firm].sector, need);
    double sum = weigh(w, ROLE_FLEXIBLE, need, interim, days, weights);
    double cover = task ? covered(sum, lost_odds(w, need, days)) : 1;
    size_t count = add_options(w, need, days, cover, weights, sum, options, 0);
    double lost = task ? w->p->tasks.lost_sale : w->p->staffing.lost_sale;
    options[count++] = (struct contract_option){NO_CONTRACT, lost, task ? 1 - cover : (double)NAN};
    return count;
}

double contract_peak_cover(const struct world *w, double days)
{
    double weights[MAX_CONTRACTS];
    double sum = weigh(w, ROLE_FLEXIBLE, NEED_PEAK, 0, days, weights);
    return covered(sum, lost_odds(w, NEED_PEAK, days));
}

/* Mean cost of what would be chosen if cost did not matter. */
static double indifferent_cost(const struct world *w, double days, const double weights[MAX_CONTRACTS],
                               double sum)
{
    double cost = w->p->staffing.lost_sale / (sum + 1);
    for (size_t c = 0; c < w->contract_count; c++) {
        cost += weights[c] > 0 ? weights[c] / (sum + 1) * contract_peak_unit_cost(w, (uint8_t)c, days) : 0;
    }
    return cost;
}

/* Sum of the weights where all contracts are allowed and cost what the base does, and so does a lost sale. */
static double even_weights(const struct world *w)
{
    double even = 1;
    for (size_t c = 0; c < w->contract_count; c++) {
        const struct contract *contract = world_contract(w, c);
        even += contract_role(contract) == ROLE_FLEXIBLE ? real_exp(contract->preference) : 0;
    }
    return even;
}

double contract_peak_cost(const struct world *w, double days)
{
    double weights[MAX_CONTRACTS];
    double sum = weigh(w, ROLE_FLEXIBLE, NEED_PEAK, 0, days, weights);
    double sensitivity = w->p->staffing.cost_sensitivity;
    if (sensitivity <= 0) {
        return indifferent_cost(w, days, weights, sum);
    }
    double all = log_of_all(sum, lost_odds(w, NEED_PEAK, days));
    double saved = (all - real_log(even_weights(w))) / sensitivity;
    return base_cost(w, ROLE_FLEXIBLE, NEED_PEAK, days) - saved;
}

int32_t contract_days_left(const struct world *w, uint8_t contract, int32_t used)
{
    int64_t longest = world_contract(w, contract)->longest_days;
    if (longest == 0) {
        return INT32_MAX / 4;
    }
    return longest > used ? (int32_t)(longest - used) : 0;
}

int32_t contract_longest_flexible(const struct world *w)
{
    int32_t longest = 0;
    for (size_t c = 0; c < w->contract_count; c++) {
        int32_t most = contract_days_left(w, (uint8_t)c, 0);
        longest = fits(world_contract(w, c), ROLE_FLEXIBLE, 1) && most > longest ? most : longest;
    }
    return longest;
}

/* Weekly hours that monthly pay of at most the cap buys at an hourly pay in cents. */
static double capped(const struct contract *c, double hours, double wage)
{
    if (c->pay_cap <= 0 || wage <= 0) {
        return hours;
    }
    double most = c->pay_cap * 100 / wage / WEEKS_PER_MONTH;
    return hours < most ? hours : most;
}

int32_t contract_hours(const struct world *w, uint8_t contract, int32_t wage, int32_t usual)
{
    const struct contract *c = world_contract(w, contract);
    int32_t hours = (int32_t)capped(c, (int32_t)((c->hours > 0 ? c->hours : usual) + 0.5), wage);
    return hours < 1 ? 1 : hours;
}

uint8_t contract_marginal(const struct world *w)
{
    for (size_t c = 0; c < w->contract_count; c++) {
        if (contract_role(world_contract(w, c)) == ROLE_MARGINAL && world_contract(w, c)->allowed) {
            return (uint8_t)c;
        }
    }
    return NO_CONTRACT;
}

/* Also where the law knows marginal jobs no more: some are held still. */
void contract_set_marginal_hours(struct world *w)
{
    uint8_t contract = contract_for(w->p, ROLE_MARGINAL);
    const struct contract *c = world_contract(w, contract);
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t s = 0; s < w->sector_count; s++) {
            double hours = 0;
            for (size_t o = 0; o < w->occupation_count; o++) {
                double share = w->trades.share[s * w->occupation_count + o];
                double usual = c->hours > 0 ? c->hours : w->post_hours[s];
                hours += share * capped(c, usual, wage_typical(w, zone, s, o, contract));
            }
            w->marginal_hours[zone * w->sector_count + s] = hours > 1 ? hours : 1;
        }
    }
}

/* Marginal jobs that make a post of the firm. */
static double heads_per_post(const struct world *w, size_t firm)
{
    size_t place = w->employers.row[firm].zone * w->sector_count + w->employers.row[firm].sector;
    double heads = posting_mean_hours(w, firm) / w->marginal_hours[place];
    return heads > 1 ? heads : 1;
}

double contract_marginal_cost(const struct world *w, size_t firm, double days)
{
    return unit_cost(w, world_contract(w, w->marginal), days, heads_per_post(w, firm));
}

static enum status create(struct world *w, struct error *error)
{
    w->marginal_hours = memory_alloc(w->zone_count * w->sector_count, sizeof *w->marginal_hours);
    return w->marginal_hours == NULL ? error_memory(error, "marginal jobs") : STATUS_OK;
}

static void destroy(struct world *w)
{
    memory_free(w->marginal_hours);
}

const struct part part_contract_choice = {
    .name = "contract_choice",
    .create = create,
    .destroy = destroy,
};
