#include "models/labour_market/vacancies.h"

#include <string.h>

#include "models/labour_market/choice.h"
#include "models/labour_market/contracts.h"
#include "models/labour_market/known.h"
#include "models/labour_market/observe.h"
#include "models/labour_market/person.h"
#include "models/labour_market/wages.h"
#include "sim/memory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;

/* Small firms leave more posts unadvertised. */
static enum channel draw_channel(const struct world *w, size_t firm, struct rng *luck)
{
    const struct vacancy_params *vacancies = &w->p->vacancies;
    double latent = vacancies->latent / (1 + w->firms.reference[firm] / vacancies->latent_size);
    double draw = rng_uniform(luck);
    if (draw < latent) {
        return CHANNEL_NETWORK;
    }
    return draw < latent + (1 - latent) * vacancies->pes ? CHANNEL_PES : CHANNEL_OPEN;
}

static int32_t draw_hours(const struct world *w, size_t occupation, struct rng *luck)
{
    const struct occupation *o = world_occupation(w, occupation);
    return (int32_t)((rng_chance(luck, o->part_time) ? o->part_time_hours : o->hours) + 0.5);
}

/* One post of the firm; of a marginal need as many as make it up. */
static void post(struct world *w, const struct span *span, size_t firm, struct rng *luck, uint8_t contract,
                 enum need need, int32_t length)
{
    bool flexible = need == NEED_PEAK || need == NEED_TASK;
    const struct alias *posts = flexible ? w->trades.flexible_of_sector : w->trades.of_sector;
    uint32_t occupation = alias_draw(&posts[w->firms.sector[firm]], luck);
    int32_t usual = draw_hours(w, occupation, luck);
    enum channel channel = draw_channel(w, firm, luck);
    const struct contract *c = world_contract(w, contract);
    int32_t wage = wage_posted(w, firm, occupation, contract);
    int32_t count = need == NEED_MARGINAL ? contract_marginal_per_post(w) : 1;
    for (int32_t k = 0; k < count; k++) {
        struct posting *posting = mailbox_post(&w->postings, span, (uint32_t)firm);
        *posting = (struct posting){
            .length = length,
            .wage = wage,
            .agency = c->agency_markup > 0 ? agency_of_firm(w, firm) : NO_AGENCY,
            .occupation = (uint8_t)occupation,
            .contract = contract,
            .need = (uint8_t)need,
            .channel = (uint8_t)channel,
            .hours = (uint8_t)contract_hours(w, contract, wage, usual),
        };
    }
    *firm_open(&w->firms, firm, need) += count;
    tally_add(w, span, OUTPUT_vacancies_posted, contract, count);
    tally_add(w, span, OUTPUT_vacancies_posted_by_channel, channel, count);
}

/* Chance that a core post is cut into marginal jobs: the logit of contracts, on the posts that can be cut. */
static double marginal_chance(const struct world *w, size_t firm)
{
    uint8_t marginal = contract_marginal(w);
    if (marginal == NO_CONTRACT) {
        return 0;
    }
    double days = w->p->staffing.tenure_years * DAYS_PER_YEAR;
    double core = contract_unit_cost(w, w->cdi, days);
    double cut = contract_unit_cost(w, marginal, days);
    double odds =
        -w->p->staffing.cost_sensitivity * (cut / core - 1) + world_contract(w, marginal)->preference;
    double weight = real_exp(odds < 500 ? odds : 500);
    return world_sector(w, w->firms.sector[firm])->marginal * weight / (1 + weight);
}

/* The first contract that trains, or NO_CONTRACT. */
static uint8_t contract_training(const struct world *w)
{
    for (size_t c = 0; c < w->contract_count; c++) {
        if (world_contract(w, c)->status == STATUS_APPRENTICE && world_contract(w, c)->allowed) {
            return (uint8_t)c;
        }
    }
    return NO_CONTRACT;
}

void vacancies_post_core(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t count)
{
    struct rng luck = firm_luck(w, LUCK_CORE_VACANCY, firm, day);
    double marginal = marginal_chance(w, firm);
    uint8_t training = contract_training(w);
    for (int32_t k = 0; k < count; k++) {
        double draw = rng_uniform(&luck);
        uint8_t contract = contract_choose(w, &luck, NEED_CORE, w->firms.sector[firm], INT32_MAX / 4);
        if (draw < marginal) {
            post(w, span, firm, &luck, contract_marginal(w), NEED_MARGINAL, 0);
        } else if (training != NO_CONTRACT && draw > 1 - w->p->staffing.apprentice_share) {
            int32_t length = (int32_t)world_contract(w, training)->longest_days;
            post(w, span, firm, &luck, training, NEED_CORE, length > 0 ? length : (int32_t)DAYS_PER_YEAR);
        } else if (contract != NO_CONTRACT) {
            post(w, span, firm, &luck, contract, NEED_CORE, 0);
        }
    }
}

void vacancies_post_peak(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t count)
{
    struct rng luck = firm_luck(w, LUCK_PEAK_VACANCY, firm, day);
    int32_t longest = contract_longest_flexible(w);
    for (int32_t k = 0; k < count; k++) {
        int32_t need = contract_peak_length(w, &luck, false, longest);
        uint8_t contract = contract_choose(w, &luck, NEED_PEAK, w->firms.sector[firm], need);
        if (contract == NO_CONTRACT) {
            continue;
        }
        bool mission = world_contract(w, contract)->agency_markup > 0;
        int32_t most = contract_days_left(w, contract, 0);
        int32_t length = mission ? contract_peak_length(w, &luck, true, most) : need < most ? need : most;
        post(w, span, firm, &luck, contract, NEED_PEAK, length);
    }
}

void vacancies_post_task(struct world *w, const struct span *span, size_t firm, struct rng *luck,
                         int32_t length)
{
    uint8_t contract = contract_choose(w, luck, NEED_TASK, w->firms.sector[firm], length);
    if (contract != NO_CONTRACT) {
        post(w, span, firm, luck, contract, NEED_TASK, length);
    }
}

/* A post goes when its firm has closed, the law no longer knows its contract, or nobody came for a short task
 * in time. */
static bool lapses(const struct world *w, size_t v, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    return vacancies->opened[v] < w->firms.founded[vacancies->firm[v]] ||
           !world_contract(w, vacancies->contract[v])->allowed ||
           (vacancies->need[v] == NEED_TASK && day - vacancies->opened[v] >= w->p->tasks.wait_days);
}

/* One post fewer of what the firm of vacancy v wants to withdraw. */
static bool cancelled(struct world *w, size_t v)
{
    uint32_t firm = w->vacancies.firm[v];
    int32_t none = 0;
    int32_t *cancel = w->vacancies.need[v] == NEED_CORE   ? &w->firms.cancel_core[firm]
                      : w->vacancies.need[v] == NEED_PEAK ? &w->firms.cancel_peak[firm]
                                                          : &none;
    if (*cancel == 0) {
        return false;
    }
    (*cancel)--;
    return true;
}

static void move_row(struct vacancies *vacancies, size_t to, size_t from)
{
    vacancies->firm[to] = vacancies->firm[from];
    vacancies->opened[to] = vacancies->opened[from];
    vacancies->length[to] = vacancies->length[from];
    vacancies->wage[to] = vacancies->wage[from];
    vacancies->zone[to] = vacancies->zone[from];
    vacancies->agency[to] = vacancies->agency[from];
    vacancies->occupation[to] = vacancies->occupation[from];
    vacancies->contract[to] = vacancies->contract[from];
    vacancies->need[to] = vacancies->need[from];
    vacancies->channel[to] = vacancies->channel[from];
    vacancies->hours[to] = vacancies->hours[from];
    vacancies->closed[to] = vacancies->closed[from];
}

/* Asks the memory for what says whether a post goes. */
static void fetch_firm(const struct world *w, size_t v)
{
    uint32_t firm = w->vacancies.firm[v];
    memory_fetch(&w->firms.cancel_core[firm]);
    memory_fetch(&w->firms.founded[firm]);
}

/* The youngest are withdrawn first, so that what is left keeps its place in the queue. */
static void withdraw_and_compact(struct world *w, int32_t day)
{
    enum { AHEAD = 16 };
    struct vacancies *vacancies = &w->vacancies;
    size_t rows = vacancies->table.rows;
    for (size_t v = rows; v-- > 0;) {
        if (v >= AHEAD) {
            fetch_firm(w, v - AHEAD);
        }
        if (!vacancies->closed[v] && (cancelled(w, v) || lapses(w, v, day))) {
            vacancies->closed[v] = 1;
            (*firm_open(&w->firms, vacancies->firm[v], (enum need)vacancies->need[v]))--;
        }
    }
    size_t kept = 0;
    for (size_t v = 0; v < rows; v++) {
        if (!vacancies->closed[v]) {
            if (kept != v) {
                move_row(vacancies, kept, v);
            }
            kept++;
        }
    }
    vacancies->table.rows = kept;
}

/* A post that has stayed open for whole months takes part in what its firm has added to its offers since. */
static void renew_offers(struct world *w, int32_t day)
{
    enum { MONTH_DAYS = 30 };
    struct vacancies *vacancies = &w->vacancies;
    for (size_t v = 0; v < vacancies->table.rows; v++) {
        if ((day - vacancies->opened[v]) % MONTH_DAYS == 0) {
            int32_t wage =
                wage_posted(w, vacancies->firm[v], vacancies->occupation[v], vacancies->contract[v]);
            vacancies->wage[v] = wage > vacancies->wage[v] ? wage : vacancies->wage[v];
        }
    }
}

enum status vacancies_add(struct world *w, int32_t day, struct error *error)
{
    struct vacancies *vacancies = &w->vacancies;
    size_t first = vacancies->table.rows;
    const struct posting *postings = (const struct posting *)w->postings.items;
    enum status status;
    TRY(table_resize(&vacancies->table, first + w->postings.count, error));
    for (size_t k = 0; k < w->postings.count; k++) {
        size_t v = first + k;
        uint32_t firm = w->postings.receiver[k];
        vacancies->firm[v] = firm;
        vacancies->opened[v] = day;
        vacancies->length[v] = postings[k].length;
        vacancies->wage[v] = postings[k].wage;
        vacancies->zone[v] = w->firms.zone[firm];
        vacancies->occupation[v] = postings[k].occupation;
        vacancies->contract[v] = postings[k].contract;
        vacancies->agency[v] = postings[k].agency;
        vacancies->need[v] = postings[k].need;
        vacancies->channel[v] = postings[k].channel;
        vacancies->hours[v] = postings[k].hours;
        vacancies->closed[v] = 0;
    }
out:
    return status;
}

/* Is the post ready to be filled: has the employer got as far, and is it open still? */
static bool shown(const struct world *w, size_t v, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    int64_t lead = vacancies->need[v] == NEED_CORE   ? w->p->vacancies.core_days
                   : vacancies->need[v] == NEED_PEAK ? w->p->vacancies.peak_days
                                                     : 0;
    return !vacancies->closed[v] && day - vacancies->opened[v] >= lead;
}

static void view_cells(struct world *w, size_t cells)
{
    for (size_t c = 0; c < cells; c++) {
        double open = w->cell_begin[c + 1] - w->cell_begin[c];
        double places = open + w->p->search.openness * w->cells.jobs[c];
        w->cell_views[c] = (struct cell_view){open, places, w->cell_begin[c]};
    }
}

/* Vacancies that are not shown lie behind all cells. */
enum status vacancies_index(struct world *w, int32_t day, struct error *error)
{
    size_t rows = w->vacancies.table.rows;
    uint32_t cells = (uint32_t)(w->zone_count * w->occupation_count);
    const uint32_t *sorted;
    enum status status;
    TRY(table_resize(&w->vacancy_notes.table, rows, error));
    for (size_t v = 0; v < rows; v++) {
        size_t cell = cell_of(w, w->vacancies.zone[v], w->vacancies.occupation[v]);
        w->vacancy_notes.cell[v] = shown(w, v, day) ? (uint32_t)cell : cells;
    }
    TRY(sort_order(&w->vacancy_sort, &w->sim->parallel, w->vacancy_notes.cell, rows, cells + 1,
                   &w->cell_vacancies, &sorted, error));
    memset(w->cell_begin, 0, ((size_t)cells + 2) * sizeof *w->cell_begin);
    for (size_t v = 0; v < rows; v++) {
        w->cell_begin[w->vacancy_notes.cell[v] + 1]++;
    }
    for (size_t c = 0; c <= cells; c++) {
        w->cell_begin[c + 1] += w->cell_begin[c];
    }
    view_cells(w, cells);
out:
    return status;
}

enum status vacancies_open(struct world *w, int32_t day, struct error *error)
{
    withdraw_and_compact(w, day);
    renew_offers(w, day);
    w->first_new_vacancy = w->vacancies.table.rows;
    return vacancies_add(w, day, error);
}

void vacancies_count_jobs(struct world *w)
{
    size_t sectors = w->sector_count;
    double *staff = w->zone_staff; /* [zones * sectors] */
    memset(staff, 0, w->zone_count * sectors * sizeof *staff);
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        staff[w->firms.zone[f] * sectors + w->firms.sector[f]] += firm_size(&w->firms, f);
    }
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t o = 0; o < w->occupation_count; o++) {
            double jobs = 0;
            for (size_t s = 0; s < sectors; s++) {
                jobs += staff[zone * sectors + s] * w->trades.share[s * w->occupation_count + o];
            }
            w->cells.jobs[cell_of(w, zone, o)] = (uint32_t)(jobs + 0.5);
        }
    }
}
