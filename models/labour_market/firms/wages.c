#include "models/labour_market/firms/wages.h"

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/state/local_market.h"
#include "models/labour_market/state/pairs.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

enum { LARGEST_WAGE_CENTS = 10000000 };

static int32_t whole_cents(double cents, int32_t least)
{
    if (!(cents < LARGEST_WAGE_CENTS)) {
        return LARGEST_WAGE_CENTS > least ? LARGEST_WAGE_CENTS : least;
    }
    int32_t whole = (int32_t)(cents + 0.5);
    return whole > least ? whole : least;
}

int32_t wage_floor_in(const struct world *w, size_t zone, size_t sector, uint8_t contract)
{
    int32_t statutory = w->institutions.minimum_wage[zone];
    int32_t branch = w->institutions.branch_minimum[sector];
    return (int32_t)((statutory > branch ? statutory : branch) * world_contract(w, contract)->floor + 0.5);
}

int32_t wage_floor(const struct world *w, size_t firm, uint8_t contract)
{
    return wage_floor_in(w, w->employers.row[firm].zone, w->employers.row[firm].sector, contract);
}

double wage_without_floor(const struct world *w, size_t sector, size_t occupation, uint8_t contract)
{
    double pay = world_occupation(w, occupation)->pay * 100 * world_contract(w, contract)->pay;
    return pay * real_exp(world_sector(w, sector)->premium);
}

int32_t wage_typical(const struct world *w, size_t zone, size_t sector, size_t occupation, uint8_t contract)
{
    return whole_cents(wage_without_floor(w, sector, occupation, contract),
                       wage_floor_in(w, zone, sector, contract));
}

int32_t wage_posted(const struct world *w, size_t firm, size_t occupation, uint8_t contract)
{
    double premium = w->employers.row[firm].premium + w->employers.row[firm].markup +
                     world_sector(w, w->employers.row[firm].sector)->premium +
                     local_market_pay(w, w->employers.row[firm].zone);
    double pay = world_occupation(w, occupation)->pay * 100 * world_contract(w, contract)->pay;
    return whole_cents(pay * real_exp(premium), wage_floor(w, firm, contract));
}

int32_t wage_paid(const struct world *w, size_t vacancy, double skill)
{
    const struct vacancies *vacancies = &w->vacancies;
    return wage_for(w, vacancies->row[vacancy].wage, skill, vacancies->row[vacancy].firm,
                    vacancies->row[vacancy].contract);
}

int32_t wage_for(const struct world *w, int32_t posted, double skill, size_t firm, uint8_t contract)
{
    return whole_cents(posted * real_exp(w->p->wages.ability_share * skill), wage_floor(w, firm, contract));
}

/* Weekly hours that the law leaves the job: fewer than before where it caps monthly pay, and the pay of an
 * hour has risen or the cap has fallen. */
static uint8_t hours_within_cap(const struct world *w, size_t job)
{
    const struct job *row = &w->jobs.row[job];
    if (world_contract(w, row->contract)->pay_cap <= 0) {
        return row->hours;
    }
    int32_t hours = contract_hours(w, row->contract, row->pay, row->hours);
    return hours < row->hours ? (uint8_t)hours : row->hours;
}

/* Pay rises to `least`, if it is below. */
static void rise(struct jobs *jobs, size_t job, int32_t least)
{
    if (jobs->row[job].pay < least) {
        jobs->row[job].pay = least;
        jobs->row[job].raises = (uint8_t)(jobs->row[job].raises + (jobs->row[job].raises < UINT8_MAX));
    }
}

enum status wage_reviews_open(struct world *w, size_t blocks, struct error *error)
{
    return mailbox_open(&w->hours_cuts, blocks, error);
}

void wage_review(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct jobs *jobs = &w->jobs;
    uint32_t firm = jobs->row[i].place;
    uint8_t contract = jobs->row[i].contract;
    int32_t posted = wage_posted(w, firm, w->people.row[i].occupation, contract);
    int32_t now = wage_for(w, posted, pair_skill(w, i, firm, day), firm, contract);
    rise(jobs, i, now);
    uint8_t hours = hours_within_cap(w, i);
    if (hours < jobs->row[i].hours) {
        struct hours_cut *cut = mailbox_post(&w->hours_cuts, span, firm);
        *cut = (struct hours_cut){(uint32_t)i, hours};
    }
}

/* They are few: one after the other. */
enum status wage_reviews_settle(struct world *w, struct error *error)
{
    enum status status;
    TRY(mailbox_close(&w->hours_cuts, error));
    const struct hours_cut *cuts = (const struct hours_cut *)w->hours_cuts.items;
    for (size_t k = 0; k < w->hours_cuts.count; k++) {
        job_set_hours(w, cuts[k].job, cuts[k].hours);
    }
out:
    return status;
}

void wages_adjust_offers(struct world *w, size_t firm)
{
    struct employers *firms = &w->employers;
    const struct wage_params *wages = &w->p->wages;
    double markup = firms->row[firm].markup;
    if (firms->row[firm].open_core + firms->row[firm].open_peak > 0) {
        markup += wages->raise;
        markup = markup < wages->raise_limit ? markup : wages->raise_limit;
    } else {
        markup *= 1 - wages->raise_fade;
    }
    firms->row[firm].markup = (float)markup;
}

static void raise_block(void *context, const struct span *span)
{
    struct world *w = context;
    struct jobs *jobs = &w->jobs;
    for (size_t job = span->begin; job < span->end; job++) {
        if (job_held(w, job)) {
            int32_t least = wage_floor(w, jobs->row[job].place, jobs->row[job].contract);
            rise(jobs, job, least);
        }
    }
}

/* Every place keeps to the caps in the jobs there. */
static void cut_block(void *context, const struct span *span)
{
    struct world *w = context;
    for (size_t place = span->begin; place < span->end; place++) {
        for (uint32_t job = w->employers.row[place].first_job; job != NO_JOB; job = w->jobs.row[job].next) {
            uint8_t hours = hours_within_cap(w, job);
            if (hours < w->jobs.row[job].hours) {
                job_set_hours(w, job, hours);
            }
        }
    }
}

static bool law_caps_pay(const struct world *w)
{
    bool caps = false;
    for (size_t c = 0; c < w->contract_count; c++) {
        caps |= world_contract(w, c)->pay_cap > 0;
    }
    return caps;
}

void wages_raise_to_minimum(struct world *w)
{
    enum { PLACES_PER_BLOCK = 256 };
    parallel_for(&w->sim->parallel, w->jobs.table.rows, PARALLEL_BLOCK, raise_block, w);
    if (law_caps_pay(w)) {
        parallel_for(&w->sim->parallel, w->employers.table.rows, PLACES_PER_BLOCK, cut_block, w);
    }
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        int32_t least = wage_floor(w, w->vacancies.row[v].firm, w->vacancies.row[v].contract);
        w->vacancies.row[v].wage = w->vacancies.row[v].wage > least ? w->vacancies.row[v].wage : least;
    }
}

static const struct param wage_params[] = {WAGE_PARAMS(PARAM_ENTRY, struct wage_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, wages, "Pay.", wage_params),
};

static const struct part_box messages[] = {PART_BOX(hours_cuts, hours_cut)};

const struct part part_wages = {
    .name = "wages",
    PART_GROUPS(groups),
    PART_LIST(message, messages),
};
