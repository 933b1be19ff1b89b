#include "models/labour_market/firms/posting.h"

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/organisations/temporary_work.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/tally.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

int32_t contract_peak_length(const struct world *w, struct rng *rng, bool mission, int32_t most)
{
    double median = mission ? w->p->interim.days : w->p->staffing.flexible_days;
    double spread = mission ? w->p->interim.spread : w->p->staffing.flexible_spread;
    double days = median * real_exp(spread * rng_normal(rng));
    int32_t length = days < most ? (int32_t)(days + 0.5) : most;
    return length < 1 ? 1 : length;
}

/* Small firms leave more posts unadvertised. */
static enum channel draw_channel(const struct world *w, size_t firm, struct rng *rng)
{
    const struct vacancy_params *vacancies = &w->p->vacancies;
    double latent = vacancies->latent / (1 + w->employers.row[firm].reference / vacancies->latent_size);
    double draw = rng_uniform(rng);
    if (draw < latent) {
        return CHANNEL_NETWORK;
    }
    return draw < latent + (1 - latent) * vacancies->pes ? CHANNEL_PES : CHANNEL_OPEN;
}

void posting_set_hours(struct world *w)
{
    for (size_t s = 0; s < w->sector_count; s++) {
        double mean = 0;
        for (size_t k = 0; k < w->occupation_count; k++) {
            const struct occupation *o = world_occupation(w, k);
            mean +=
                w->trades.share[s * w->occupation_count + k] *
                (o->part_time * occupation_hours(o, true) + (1 - o->part_time) * occupation_hours(o, false));
        }
        w->post_hours[s] = mean;
    }
}

static int32_t draw_hours(const struct world *w, size_t occupation, struct rng *rng)
{
    const struct occupation *o = world_occupation(w, occupation);
    return occupation_hours(o, rng_chance(rng, o->part_time));
}

/* Days of the contract and days for which someone is needed, of which a mission is only a part; 0: for good.
 */
struct term {
    int32_t length, needed;
};

/* A post of an occupation with the `usual` hours, or as many marginal jobs as come nearest to them; returns
 * the hours posted. */
static int32_t post_hours(struct world *w, const struct span *span, size_t firm, struct rng *rng,
                          uint8_t contract, enum need need, struct term term, uint32_t occupation,
                          int32_t usual)
{
    enum channel channel = draw_channel(w, firm, rng);
    const struct contract *c = world_contract(w, contract);
    int32_t wage = wage_posted(w, firm, occupation, contract);
    int32_t hours = contract_hours(w, contract, wage, usual);
    int32_t count = need == NEED_MARGINAL ? (usual + hours / 2) / hours : 1;
    count = count > 1 ? count : 1;
    for (int32_t k = 0; k < count; k++) {
        struct posting *posting = mailbox_post(&w->postings, span, (uint32_t)firm);
        *posting = (struct posting){
            .length = term.length,
            .needed = term.needed,
            .wage = wage,
            .employer = c->agency_markup > 0 ? temporary_work_agency_of(w, firm) : (uint32_t)firm,
            .occupation = (uint8_t)occupation,
            .contract = contract,
            .need = (uint8_t)need,
            .channel = (uint8_t)channel,
            .hours = (uint8_t)hours,
        };
    }
    firm_open_add(&w->employers, firm, need, count, hours);
    if (w->followed != NULL) {
        const struct posting posted = {term.length,    term.needed,         wage,
                                       (uint32_t)firm, (uint8_t)occupation, contract,
                                       (uint8_t)need,  (uint8_t)channel,    (uint8_t)hours};
        event_post_opened(w, span, &posted, count);
    }
    tally_add(w, span, OUTPUT_vacancies_posted, contract, count);
    tally_add(w, span, OUTPUT_vacancies_posted_by_channel, channel, count);
    return count * hours;
}

static int32_t post(struct world *w, const struct span *span, size_t firm, struct rng *rng, uint8_t contract,
                    enum need need, struct term term)
{
    bool flexible = need == NEED_PEAK || need == NEED_TASK;
    const struct alias *posts = flexible ? w->trades.flexible_of_sector : w->trades.of_sector;
    uint32_t occupation = alias_draw(&posts[w->employers.row[firm].sector], rng);
    int32_t usual = draw_hours(w, occupation, rng);
    return post_hours(w, span, firm, rng, contract, need, term, occupation, usual);
}

void firm_post_shared(struct world *w, const struct span *span, size_t firm, struct rng *rng,
                      uint8_t contract, enum need need, int32_t length, uint32_t occupation)
{
    int32_t usual = occupation_hours(world_occupation(w, occupation), false);
    struct term term = {length, length};
    post_hours(w, span, firm, rng, contract, need, term, occupation, usual);
}

double posting_marginal_chance(const struct world *w, size_t firm)
{
    if (w->marginal == NO_CONTRACT) {
        return 0;
    }
    double days = w->p->staffing.tenure_years * DAYS_PER_YEAR;
    double core = contract_unit_cost(w, w->cdi, days);
    double cut = contract_marginal_cost(w, firm, days);
    double weight = contract_weight(w, w->marginal, cut - core, 0);
    return world_sector(w, w->employers.row[firm].sector)->marginal * weight / (1 + weight);
}

/* One core post: cut into marginal jobs, for an apprentice, or neither. Returns the hours posted. */
static int32_t post_core(struct world *w, const struct span *span, size_t firm, struct rng *rng,
                         double marginal)
{
    double draw = rng_uniform(rng);
    uint8_t training;
    uint8_t contract = contract_choose(w, rng, NEED_CORE, w->employers.row[firm].sector, INT32_MAX / 4);
    if (draw < marginal) {
        return post(w, span, firm, rng, w->marginal, NEED_MARGINAL, (struct term){0, 0});
    }
    if (draw > 1 - w->p->staffing.apprentice_share &&
        (training = contract_choose_training(w, rng)) != NO_CONTRACT) {
        int32_t length = (int32_t)world_contract(w, training)->longest_days;
        return post(w, span, firm, rng, training, NEED_CORE,
                    (struct term){length > 0 ? length : (int32_t)DAYS_PER_YEAR, 0});
    }
    return contract != NO_CONTRACT ? post(w, span, firm, rng, contract, NEED_CORE, (struct term){0, 0}) : 0;
}

/* What is left of the hours missing when one more post has been posted, or could not be. */
static double still_missing(const struct world *w, size_t firm, double missing, int32_t posted)
{
    return missing - (posted > 0 ? posted : posting_mean_hours(w, firm));
}

void firm_post_core(struct world *w, const struct span *span, size_t firm, int32_t day, double missing)
{
    struct rng rng = firm_stream(w, STREAM_CORE_VACANCY, firm, day);
    double marginal = posting_marginal_chance(w, firm);
    while (posting_is_due(w, firm, missing)) {
        int32_t posted = post_core(w, span, firm, &rng, marginal);
        missing = still_missing(w, firm, missing, posted);
    }
}

static int32_t post_peak(struct world *w, const struct span *span, size_t firm, struct rng *rng,
                         int32_t longest)
{
    int32_t need = contract_peak_length(w, rng, false, longest);
    uint8_t contract = contract_choose(w, rng, NEED_PEAK, w->employers.row[firm].sector, need);
    if (contract == NO_CONTRACT) {
        return 0;
    }
    bool mission = world_contract(w, contract)->agency_markup > 0;
    int32_t most = contract_days_left(w, contract, 0);
    int32_t length = mission ? contract_peak_length(w, rng, true, most) : need < most ? need : most;
    return post(w, span, firm, rng, contract, NEED_PEAK, (struct term){length, need});
}

void firm_post_peak(struct world *w, const struct span *span, size_t firm, int32_t day, double missing)
{
    struct rng rng = firm_stream(w, STREAM_PEAK_VACANCY, firm, day);
    int32_t longest = contract_longest_flexible(w);
    while (posting_is_due(w, firm, missing)) {
        missing = still_missing(w, firm, missing, post_peak(w, span, firm, &rng, longest));
    }
}

void firm_post_task(struct world *w, const struct span *span, size_t firm, struct rng *rng, int32_t length)
{
    uint8_t contract = contract_choose(w, rng, NEED_TASK, w->employers.row[firm].sector, length);
    if (contract != NO_CONTRACT) {
        post(w, span, firm, rng, contract, NEED_TASK, (struct term){length, length});
    }
}

static const struct part_box messages[] = {PART_BOX(postings, posting)};
static const struct part_stream streams[] = {POSTING_STREAMS(PART_STREAM)};

const struct part part_posting = {
    .name = "posting",
    PART_LIST(message, messages),
    PART_LIST(stream, streams),
};
