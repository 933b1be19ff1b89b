#include "models/labour_market/matching.h"

#include "models/labour_market/choice.h"
#include "models/labour_market/leaving.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "models/labour_market/second_jobs.h"
#include "models/labour_market/territory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
enum { GROUPS_PER_BLOCK = 128, REFUSED = INT32_MIN, SENIOR_AGE = 50 };

double matching_fit(const struct world *w, size_t person, size_t vacancy)
{
    const struct matching_params *matching = &w->p->matching;
    size_t occupation = w->vacancies.occupation[vacancy];
    double carries = similarity(w, w->people.occupation[person], occupation);
    int missing = world_occupation(w, occupation)->qualification - w->people.qualification[person];
    double levels = missing > 0 ? missing : 0;
    return (carries - 1) * matching->similarity_weight - levels * matching->level_weight;
}

bool matching_pays(const struct world *w, size_t vacancy, double skill, int32_t wage)
{
    const struct vacancies *vacancies = &w->vacancies;
    double pay = world_occupation(w, vacancies->occupation[vacancy])->pay * 100;
    const struct contract *contract = world_contract(w, vacancies->contract[vacancy]);
    double cost = wage * (1 + contract->contributions);
    double average = w->p->matching.value * pay * contract->pay;
    /* e^x is at least 1 + x: that settles most cases without an exponential */
    return average * (1 + skill) * (1 - 1e-9) >= cost || average * real_exp(skill) >= cost;
}

int32_t matching_score(const struct world *w, size_t person, int32_t day, double skill, double noise)
{
    const struct matching_params *matching = &w->p->matching;
    double score = skill + noise;
    double years = person_detachment(w, person, day) / DAYS_PER_YEAR;
    score -= matching->duration_penalty * w->p->wages.ability_spread * years;
    score -= matching->inexperience * (1 - person_experience(w, person, day));
    score -= person_age(w, person, day) >= SENIOR_AGE ? matching->senior : 0;
    score = score < -2000 ? -2000 : score > 2000 ? 2000 : score;
    return (int32_t)(score * 1e6);
}

struct matchday {
    struct world *w;
    int32_t day;
};

static bool taken(const struct world *w, size_t person, int32_t day)
{
    const struct people *people = &w->people;
    return (status_employed(people->status[person]) && people->job_start[person] == day) ||
           (people->second_firm[person] != NO_FIRM && people->second_since[person] == day);
}

/* The best applicant who is free, or NULL. Equal scores: the lower id, since letters come in that order. */
static struct application *best_applicant(const struct world *w, const struct letters *letters, int32_t day)
{
    struct application *applications = (struct application *)letters->items;
    struct application *best = NULL;
    for (size_t k = 0; k < letters->count; k++) {
        struct application *a = &applications[k];
        if (a->score != REFUSED && (best == NULL || a->score > best->score) && !taken(w, a->person, day)) {
            best = a;
        }
    }
    return best;
}

/* Asks the memory for as many applicants of the next vacancies as this one has. */
static void fetch_applicants(const struct world *w, size_t first, size_t count)
{
    enum { AHEAD = 16 };
    const struct application *applications = (const struct application *)w->applications.items;
    for (size_t k = first + AHEAD; k < first + AHEAD + count && k < w->applications.count; k++) {
        memory_fetch(&w->people.status[applications[k].person]);
        memory_fetch(&w->people.second_firm[applications[k].person]);
    }
}

static void offer_block(void *context, const struct span *span)
{
    const struct matchday *matchday = context;
    struct world *w = matchday->w;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->applications, group);
        fetch_applicants(w, w->applications.group_begin[group], letters.count);
        if (w->vacancies.closed[letters.receiver]) {
            continue;
        }
        struct application *best = best_applicant(w, &letters, matchday->day);
        if (best != NULL) {
            struct offer *offer = mailbox_post(&w->offers, span, best->person);
            offer->vacancy = letters.receiver;
            offer->wage = best->wage;
            offer->appeal = best->appeal;
            offer->channel = w->vacancies.channel[letters.receiver];
            best->score = REFUSED; /* whatever the answer, this vacancy does not ask again */
        }
    }
}

static const struct offer *best_offer(const struct letters *letters)
{
    const struct offer *offers = letters->items;
    const struct offer *best = &offers[0];
    for (size_t k = 1; k < letters->count; k++) {
        if (offers[k].appeal > best->appeal) {
            best = &offers[k];
        }
    }
    return best;
}

/* A marginal job taken beside another one does not end that one. */
static bool is_second(const struct world *w, size_t person, size_t v)
{
    uint8_t status = w->people.status[person];
    return w->vacancies.need[v] == NEED_MARGINAL && status_employed(status);
}

static void accept_block(void *context, const struct span *span)
{
    const struct matchday *matchday = context;
    struct world *w = matchday->w;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->offers, group);
        const struct offer *offer = best_offer(&letters);
        uint32_t person = letters.receiver;
        w->vacancies.closed[offer->vacancy] = 1; /* one offer a round: no one else writes this row */
        struct hire *hire = mailbox_post(&w->hires, span, w->vacancies.firm[offer->vacancy]);
        hire->person = person;
        hire->vacancy = offer->vacancy;
        hire->wage = offer->wage;
        hire->channel = offer->channel;
        if (status_employee(w->people.status[person]) && !is_second(w, person, offer->vacancy)) {
            leaving_tell(w, span, person, REASON_RESIGNATION, STATUS_CDI);
        }
    }
}

static void count_hire(const struct world *w, const struct span *span, uint8_t from, const struct hire *hire,
                       int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    size_t v = hire->vacancy;
    size_t contract = vacancies->contract[v];
    size_t sector = w->firms.sector[vacancies->firm[v]];
    tally_add(w, span, OUTPUT_hires, contract * LENGTH_COUNT + length_class(vacancies->length[v]), 1);
    tally_add(w, span, OUTPUT_hires_by_sector, contract * w->sector_count + sector, 1);
    tally_add(w, span, OUTPUT_hires_from, from * w->contract_count + contract, 1);
    size_t open_for = tenure_class(day - vacancies->opened[v]);
    tally_add(w, span, OUTPUT_vacancies_filled, hire->channel * (size_t)TENURE_COUNT + open_for, 1);
    tally_add(w, span, OUTPUT_hires_by_channel, contract * CHANNEL_COUNT + hire->channel, 1);
    if (hire->channel != CHANNEL_CALL_BACK) {
        tally_add(w, span, OUTPUT_hires_by_zone, vacancies->zone[v], 1);
    }
}

static void take_on(struct world *w, const struct span *span, const struct hire *hire, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    size_t i = hire->person;
    size_t v = hire->vacancy;
    uint32_t firm = vacancies->firm[v];
    uint8_t from = w->people.status[i];
    count_hire(w, span, from, hire, day);
    (*firm_open(&w->firms, firm, (enum need)vacancies->need[v]))--;
    if (is_second(w, i, v)) {
        second_job_start(w, i, day, firm, vacancies->occupation[v], hire->wage);
        search_start(w, i, day);
        person_reschedule(&w->people, i);
        return;
    }
    if (!status_employed(from)) {
        person_end_spell(w, span, i, day, REASON_HIRED);
    }
    const struct job job = {
        .firm = firm,
        .length = vacancies->length[v],
        .wage = hire->wage,
        .agency = vacancies->agency[v],
        .contract = vacancies->contract[v],
        .need = vacancies->need[v],
        .hours = (uint8_t)contract_hours(w, vacancies->contract[v], hire->wage, vacancies->hours[v]),
        .channel = (uint8_t)hire->channel,
        .occupation = vacancies->occupation[v]};
    person_start_job(w, i, day, &job);
    person_join_firm(w, i, firm);
}

/* Up to before letter `end`, where the letters of other blocks begin: their firms' lists are changing. */
static void fetch_hire(const struct world *w, size_t at, size_t end)
{
    enum { ROWS_AHEAD = 12, AROUND_AHEAD = 6 };
    if (at + ROWS_AHEAD < end) {
        const struct hire *hire = (const struct hire *)w->hires.items + at + ROWS_AHEAD;
        size_t firm = w->hires.receiver[at + ROWS_AHEAD];
        person_fetch_job(&w->people, hire->person);
        person_fetch_life(&w->people, hire->person);
        person_fetch_firm(&w->firms, firm);
        memory_fetch(firm_open(&w->firms, firm, (enum need)w->vacancies.need[hire->vacancy]));
    }
    if (at + AROUND_AHEAD < end) {
        uint32_t first = w->firms.first_staff[w->hires.receiver[at + AROUND_AHEAD]];
        memory_fetch(&w->people.staff_prev[first != NOBODY ? first : 0]);
    }
}

static void hire_block(void *context, const struct span *span)
{
    const struct matchday *matchday = context;
    const struct mailbox *box = &matchday->w->hires;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(box, group);
        const struct hire *hires = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            fetch_hire(matchday->w, box->group_begin[group] + k, box->group_begin[span->end]);
            take_on(matchday->w, span, &hires[k], matchday->day);
        }
    }
}

static enum status make_offers(struct matchday *matchday, struct error *error)
{
    struct world *w = matchday->w;
    size_t groups = w->applications.group_count;
    enum status status;
    TRY(mailbox_open(&w->offers, parallel_blocks(groups, GROUPS_PER_BLOCK), error));
    parallel_for(&w->sim->parallel, groups, GROUPS_PER_BLOCK, offer_block, matchday);
out:
    return status;
}

static enum status accept_offers(struct matchday *matchday, struct error *error)
{
    struct world *w = matchday->w;
    size_t groups = w->offers.group_count;
    size_t blocks = parallel_blocks(groups, GROUPS_PER_BLOCK);
    enum status status;
    TRY(mailbox_open(&w->hires, blocks, error));
    TRY(mailbox_open(&w->leaves, blocks, error));
    parallel_for(&w->sim->parallel, groups, GROUPS_PER_BLOCK, accept_block, matchday);
    TRY(mailbox_close(&w->hires, error));
    TRY(mailbox_sort(&w->hires, (uint32_t)w->firms.table.rows, error));
    TRY(leaving_settle(w, matchday->day, error)); /* first the old firms part, then the new ones take on */
out:
    return status;
}

static enum status start_jobs(struct matchday *matchday, struct error *error)
{
    struct world *w = matchday->w;
    size_t groups = w->hires.group_count;
    enum status status;
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], parallel_blocks(groups, GROUPS_PER_BLOCK), error));
    parallel_for(&w->sim->parallel, groups, GROUPS_PER_BLOCK, hire_block, matchday);
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
out:
    return status;
}

enum status matching_settle(struct world *w, int32_t day, struct error *error)
{
    struct matchday matchday = {w, day};
    enum status status;
    TRY(mailbox_close(&w->offers, error));
    TRY(mailbox_sort(&w->offers, (uint32_t)w->people.table.rows, error));
    TRY(accept_offers(&matchday, error));
    TRY(start_jobs(&matchday, error));
out:
    return status;
}

enum status matching_act(struct world *w, int32_t day, struct error *error)
{
    struct matchday matchday = {w, day};
    enum status status = STATUS_OK;
    for (int64_t round = 0; round < w->p->matching.rounds; round++) {
        TRY(make_offers(&matchday, error));
        TRY(matching_settle(w, day, error));
        if (w->offers.count == 0) {
            break;
        }
    }
out:
    return status;
}
