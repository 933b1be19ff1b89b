#include "models/labour_market/market/matching.h"

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/market/partings.h"
#include "models/labour_market/state/contributions.h"
#include "models/labour_market/state/pairs.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

enum { GROUPS_PER_BLOCK = 128, REFUSED = INT32_MIN };

double matching_fit(const struct world *w, size_t person, size_t vacancy)
{
    const struct matching_params *matching = &w->p->matching;
    size_t occupation = w->vacancies.row[vacancy].occupation;
    double carries = similarity(w, w->people.row[person].occupation, occupation);
    int missing = world_occupation(w, occupation)->qualification - w->people.row[person].qualification;
    double levels = missing > 0 ? missing : 0;
    return pair_worth(w, person, w->vacancies.row[vacancy].firm) +
           (carries - 1) * matching->similarity_weight - levels * matching->level_weight;
}

double matching_aid(const struct world *w, size_t person, size_t vacancy, int32_t day)
{
    const double most = 0.99;
    double share = 0;
    for (size_t k = 0; k < w->aid_count; k++) {
        share += w->aids[k].share(w, w->aids[k].params, person, vacancy, day);
    }
    return share < most ? share : most;
}

/* What an hour of someone of skill 0 brings, in cents. */
static double average_output(const struct world *w, size_t vacancy)
{
    const struct vacancy *row = &w->vacancies.row[vacancy];
    double pay = world_occupation(w, row->occupation)->pay * 100;
    return w->p->matching.value * pay * world_contract(w, row->contract)->pay;
}

double matching_output(const struct world *w, size_t vacancy, double skill)
{
    return average_output(w, vacancy) * real_exp(skill);
}

double matching_cost(const struct world *w, size_t vacancy, int32_t wage, double aid)
{
    const struct vacancy *row = &w->vacancies.row[vacancy];
    return wage * (1 + contribution_rate(w, row->contract, row->zone, wage)) * (1 - aid);
}

bool matching_pays(const struct world *w, size_t vacancy, double skill, int32_t wage, double aid)
{
    double cost = matching_cost(w, vacancy, wage, aid);
    double average = average_output(w, vacancy);
    /* e^x is at least 1 + x: that settles most cases without an exponential */
    return average * (1 + skill) * (1 - 1e-9) >= cost || average * real_exp(skill) >= cost;
}

/* Decades of age above forty, in whole years. */
static double decades_above_forty(const struct world *w, size_t person, int32_t day)
{
    enum { YEARS_A_DECADE = 10, FROM_AGE = 40 };
    int32_t years = person_age(w, person, day) - FROM_AGE;
    return years > 0 ? (double)years / YEARS_A_DECADE : 0;
}

struct score_penalties matching_penalties(const struct world *w, size_t person, size_t vacancy, int32_t day)
{
    const struct matching_params *matching = &w->p->matching;
    double years = person_detachment(w, person, day) / DAYS_PER_YEAR;
    bool core = contract_role(world_contract(w, w->vacancies.row[vacancy].contract)) == ROLE_CORE;
    return (struct score_penalties){
        .joblessness = matching->duration_penalty * w->p->wages.ability_spread *
                       (1 - real_exp(-years / matching->duration_years)),
        .inexperience = core ? matching->inexperience * (1 - person_experience(w, person, day)) : 0,
        .age = matching->ageing * decades_above_forty(w, person, day),
    };
}

int32_t matching_score(const struct world *w, size_t person, size_t vacancy, int32_t day, double skill,
                       double noise, double aid)
{
    const struct score_penalties off = matching_penalties(w, person, vacancy, day);
    double score = skill + noise;
    score -= off.joblessness;
    score -= off.inexperience;
    score -= off.age;
    score -= aid > 0 ? real_log(1 - aid) : 0;
    score = score < -2000 ? -2000 : score > 2000 ? 2000 : score;
    return (int32_t)(score * 1e6);
}

struct matchday {
    struct world *w;
    int32_t day;
};

static bool taken(const struct world *w, size_t person, int32_t day)
{
    uint32_t beside = job_beside(w, person);
    return (status_employed(w->people.row[person].status) && person_works_since(w, person) == day) ||
           (beside != NO_JOB && w->jobs.row[beside].start == day);
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
        person_fetch(w, applications[k].person);
        memory_fetch(&w->jobs.row[applications[k].person]);
    }
}

static void offer_block(void *context, const struct span *span)
{
    const struct matchday *matchday = context;
    struct world *w = matchday->w;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->applications, group);
        fetch_applicants(w, w->applications.group_begin[group], letters.count);
        if (w->vacancies.row[letters.receiver].closed) {
            continue;
        }
        struct application *best = best_applicant(w, &letters, matchday->day);
        if (best != NULL) {
            struct offer *offer = mailbox_post(&w->offers, span, best->person);
            offer->vacancy = letters.receiver;
            offer->wage = best->wage;
            offer->appeal = best->appeal;
            offer->channel = w->vacancies.row[letters.receiver].channel;
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
    uint8_t status = w->people.row[person].status;
    return w->vacancies.row[v].need == NEED_MARGINAL && status_employed(status);
}

static void accept_block(void *context, const struct span *span)
{
    const struct matchday *matchday = context;
    struct world *w = matchday->w;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->offers, group);
        const struct offer *offer = best_offer(&letters);
        uint32_t person = letters.receiver;
        w->vacancies.row[offer->vacancy].closed = 1; /* one offer a round: no one else writes this row */
        struct hire *hire = mailbox_post(&w->hires, span, w->vacancies.row[offer->vacancy].firm);
        hire->person = person;
        hire->vacancy = offer->vacancy;
        hire->wage = offer->wage;
        hire->channel = offer->channel;
        if (status_employee(w->people.row[person].status) && !is_second(w, person, offer->vacancy)) {
            parting_tell(w, span, person, REASON_RESIGNATION, TO_ANOTHER_JOB);
        }
    }
}

static void take_on(struct world *w, const struct span *span, const struct hire *hire, int32_t day)
{
    const struct vacancies *vacancies = &w->vacancies;
    size_t v = hire->vacancy;
    firm_open_add(&w->employers, vacancies->row[v].firm, (enum need)vacancies->row[v].need, -1,
                  vacancies->row[v].hours);
    const struct terms terms = {
        .place = vacancies->row[v].firm,
        .length = vacancies->row[v].length,
        .pay = hire->wage,
        .employer = vacancies->row[v].employer,
        .contract = vacancies->row[v].contract,
        .need = vacancies->row[v].need,
        .hours = (uint8_t)contract_hours(w, vacancies->row[v].contract, hire->wage, vacancies->row[v].hours),
        .channel = (uint8_t)hire->channel,
        .occupation = vacancies->row[v].occupation};
    transition_hire(w, span, hire->person, day, v, &terms, is_second(w, hire->person, v));
}

/* Up to before letter `end`, where the letters of other blocks begin: their firms' lists are changing. */
static void fetch_hire(const struct world *w, size_t at, size_t end)
{
    enum { ROWS_AHEAD = 12, AROUND_AHEAD = 6 };
    if (at + ROWS_AHEAD < end) {
        const struct hire *hire = (const struct hire *)w->hires.items + at + ROWS_AHEAD;
        job_fetch(w, hire->person);
        firm_fetch(&w->employers, w->hires.receiver[at + ROWS_AHEAD]);
    }
    if (at + AROUND_AHEAD < end) {
        uint32_t first = w->employers.row[w->hires.receiver[at + AROUND_AHEAD]].first_job;
        memory_fetch(&w->jobs.row[first != NO_JOB ? first : 0]);
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
    TRY(mailbox_sort(&w->hires, (uint32_t)w->employers.table.rows, error));
    TRY(partings_settle(w, matchday->day, error)); /* first the old firms part, then the new ones take on */
out:
    return status;
}

static enum status start_jobs(struct matchday *matchday, struct error *error)
{
    struct world *w = matchday->w;
    size_t groups = w->hires.group_count;
    enum status status;
    TRY(transitions_open(w, parallel_blocks(groups, GROUPS_PER_BLOCK), error));
    parallel_for(&w->sim->parallel, groups, GROUPS_PER_BLOCK, hire_block, matchday);
    TRY(transitions_close(w, error));
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
    TRY(events_hired(w, day, error));
out:
    return status;
}

enum status matching_act(struct world *w, int32_t day, struct error *error)
{
    struct matchday matchday = {w, day};
    enum status status = STATUS_OK;
    TRY(events_applied(w, error));
    for (int64_t round = 0; round < w->p->matching.rounds; round++) {
        TRY(make_offers(&matchday, error));
        TRY(matching_settle(w, day, error));
        if (w->offers.count == 0) {
            break;
        }
    }
    TRY(events_refused(w, day, error));
out:
    return status;
}

static const struct param matching_params[] = {MATCHING_PARAMS(PARAM_ENTRY, struct matching_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, matching, "How employers choose.", matching_params),
};
static const struct part_box messages[] = {PART_BOX(offers, offer), PART_BOX(hires, hire)};

const struct part part_matching = {
    .name = "matching",
    PART_GROUPS(groups),
    PART_LIST(message, messages),
};
