#include "models/labour_market/search.h"

#include "models/labour_market/choice.h"
#include "models/labour_market/matching.h"
#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"
#include "models/labour_market/vacancies.h"
#include "models/labour_market/wages.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
enum { MOST_LOOKS = 64 };

/* What is left of one after `days` of a yearly fall. */
static double fade_exact(double yearly, int32_t days)
{
    return real_exp(-yearly * (days / DAYS_PER_YEAR));
}

/* The same from a table of the first years. */
static double fade(const double *table, double yearly, int32_t days)
{
    return days >= 0 && days < WANING_DAYS ? table[days] : fade_exact(yearly, days);
}

void search_prepare(struct world *w)
{
    for (int32_t days = 0; days < WANING_DAYS; days++) {
        w->waning.effort[days] = fade_exact(w->p->search.effort_decay, days);
        w->waning.reservation[days] = fade_exact(w->p->search.reservation_decay, days);
    }
}

static int32_t whole_days(double days)
{
    return days < 1 ? 1 : (int32_t)(days + 0.5);
}

/* Day from which on someone on a fixed term looks for what comes next: in its last quarter, at most
 * notice_days before the end. */
static int32_t notice_day(const struct world *w, size_t i)
{
    const struct people *people = &w->people;
    int32_t quarter = (people->job_end[i] - people->job_start[i]) / 4;
    int32_t most = (int32_t)w->p->search.notice_days;
    return people->job_end[i] - (quarter < most ? quarter : most);
}

/* Whether a person looks at vacancies at all, and how many days lie between two looks; 0: never. People who
 * do not want a main job look for marginal ones only, where the law knows them. */
static double days_between_looks(const struct world *w, size_t i, int32_t day)
{
    const struct search_params *search = &w->p->search;
    const struct people *people = &w->people;
    bool marginal = w->marginal != NO_CONTRACT;
    switch ((enum status_code)people->status[i]) {
    case STATUS_UNEMPLOYED:
        return search->every_days;
    case STATUS_HALO:
        return search->halo_days;
    case STATUS_CDD:
    case STATUS_INTERIM:
        if (people->need[i] == NEED_TASK) {
            return 0;
        }
        return day >= notice_day(w, i) ? search->change_days : search->cdd_days;
    case STATUS_INACTIVE:
        if (people->school_end[i] > day) {
            bool soon = people->school_end[i] - day <= search->before_leaving_days;
            bool works = person_has(w, i, TRAIT_STUDENT_WORK, search->student_share);
            return soon ? search->every_days * 2 : works ? search->student_days : 0;
        }
        return marginal && person_has(w, i, TRAIT_MARGINAL, search->marginal_share) ? search->marginal_days
                                                                                    : 0;
    case STATUS_RETIRED:
        return marginal && person_has(w, i, TRAIT_MARGINAL, search->marginal_share) ? search->marginal_days
                                                                                    : 0;
    case STATUS_CDI: {
        if (people->restless[i]) {
            return search->change_days;
        }
        struct rng luck = person_luck(w, LUCK_SEARCHES_ON_THE_JOB, i, people->since[i]);
        if (rng_chance(&luck, search->on_the_job_share)) {
            return search->on_the_job_days;
        }
        bool second = marginal && person_has(w, i, TRAIT_SECOND, search->second_share);
        return second ? search->marginal_days : 0;
    }
    case STATUS_MINI_JOB:
        return people->fallback[i] == STATUS_UNEMPLOYED && people->retire_day[i] > day ? search->cdd_days : 0;
    default:
        return 0;
    }
}

/* The first look comes by `first` at the latest. */
static void look_from(struct people *people, size_t i, int32_t day, int32_t first)
{
    first = first > day + 1 ? first : day + 1;
    people->next_search[i] = people->next_search[i] < first ? people->next_search[i] : first;
}

void search_start(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    double every = days_between_looks(w, i, day);
    people->next_search[i] = NEVER;
    if (people->status[i] == STATUS_UNEMPLOYED) {
        people->next_search[i] = day + 1;
    } else if (every > 0) { /* somewhere in the interval, so that not all look on the same days */
        struct rng luck = person_luck(w, LUCK_FIRST_LOOK, i, day);
        people->next_search[i] = day + 1 + (int32_t)(rng_uniform(&luck) * every);
    }
    if (people->status[i] == STATUS_INACTIVE && people->school_end[i] > day) {
        look_from(people, i, day, people->school_end[i] - (int32_t)w->p->search.before_leaving_days);
    } else if (every > 0 && people->job_end[i] != NEVER) {
        look_from(people, i, day, notice_day(w, i));
    }
}

/* What a job is worth to a person, in cents per hour: pay, less what is given up for a term, less the way. */
static int32_t appeal(const struct world *w, size_t home, size_t work, int32_t wage, bool open_ended)
{
    const struct search_params *search = &w->p->search;
    double worth = wage * (open_ended ? 1 : 1 - search->term_discount);
    return (int32_t)(worth - search->minute_cost * 100 * travel_minutes(w, home, work));
}

bool search_draws_benefit(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    return w->institutions.insurance.replacement > 0 && people->status[i] == STATUS_UNEMPLOYED &&
           people->rights[i] >= w->institutions.insurance.least_days &&
           day - people->jobless_since[i] < people->rights[i];
}

/* The appeal from which a person applies; the jobless ask no more of a fixed-term job than of another, and no
 * less than their benefit. */
static int32_t reservation(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    const struct search_params *search = &w->p->search;
    if (status_employee(people->status[i])) {
        bool open_ended = people->status[i] == STATUS_CDI;
        int32_t now = appeal(w, people->zone[i], w->firms.zone[people->firm[i]], people->wage[i], open_ended);
        bool content = open_ended && !people->restless[i];
        return now + (content ? (int32_t)(search->step_up * people->wage[i]) : 0);
    }
    double asked = search->reservation * people->wage[i] *
                   fade(w->waning.reservation, search->reservation_decay, day - people->jobless_since[i]);
    if (search_draws_benefit(w, i, day)) {
        double benefit = w->institutions.insurance.replacement * people->wage[i];
        asked = asked > benefit ? asked : benefit;
    }
    return (int32_t)(asked - search->minute_cost * 100 * search->radius_minutes);
}

/* One look: an open vacancy, or -1 when the place is not open. */
static int64_t look(const struct world *w, size_t i, struct rng *luck)
{
    const struct people *people = &w->people;
    uint32_t occupation = people->occupation[i];
    if (!rng_chance(luck, w->p->search.own_occupation) && w->trades.similar[occupation].size > 0) {
        uint32_t other = alias_draw(&w->trades.similar[occupation], luck);
        bool qualified = world_occupation(w, other)->qualification <= people->qualification[i];
        occupation = qualified ? other : occupation;
    }
    size_t cell = cell_of(w, alias_draw(&w->geography.look_at[people->zone[i]], luck), occupation);
    const struct cell_view *view = &w->cell_views[cell];
    double place = rng_uniform(luck) * view->places;
    return place < view->open ? (int64_t)w->cell_vacancies[view->begin + (uint32_t)place] : -1;
}

struct seeker {
    size_t person;
    int32_t day;
    double skill;
    int32_t reservation;
    struct rng impression; /* errors that employers make about this person today */
};

/* What a person without a main job, or in one, may and wants to take. */
static bool wants(const struct world *w, size_t i, size_t v, int32_t day)
{
    const struct people *people = &w->people;
    const struct vacancies *vacancies = &w->vacancies;
    const struct contract *contract = world_contract(w, vacancies->contract[v]);
    bool marginal = vacancies->need[v] == NEED_MARGINAL;
    switch ((enum status_code)people->status[i]) {
    case STATUS_UNEMPLOYED:
    case STATUS_HALO:
        return true;
    case STATUS_INACTIVE:
        if (people->school_end[i] - day >
            w->p->search.before_leaving_days) { /* at school: to work beside it */
            return marginal || vacancies->need[v] == NEED_TASK || contract->status == STATUS_APPRENTICE;
        }
        return people->school_end[i] > day || marginal;
    case STATUS_RETIRED:
        return marginal;
    case STATUS_MINI_JOB:
        return !marginal && vacancies->firm[v] != people->firm[i];
    default:
        if (vacancies->firm[v] == people->firm[i]) {
            return false; /* nobody applies to the own firm */
        }
        if (marginal) {
            return contract->beside && people->second_firm[i] == NO_FIRM &&
                   person_has(w, i, TRAIT_SECOND, w->p->search.second_share);
        }
        /* by law a fixed term is broken for an open-ended job only; near its end employers let go */
        return vacancies->length[v] == 0 || (people->job_end[i] != NEVER && day >= notice_day(w, i));
    }
}

static bool eligible(const struct world *w, size_t i, size_t v, int32_t day)
{
    const struct contract *contract = world_contract(w, w->vacancies.contract[v]);
    bool of_age = contract->oldest == 0 || person_age(w, i, day) <= contract->oldest;
    return !w->vacancies.closed[v] && of_age && wants(w, i, v, day);
}

/* Whether the person comes to know of a vacancy looked at. */
static bool hears(const struct world *w, size_t i, size_t v, struct rng *luck)
{
    double draw = rng_uniform(luck);
    switch ((enum channel)w->vacancies.channel[v]) {
    case CHANNEL_PES:
        return w->people.status[i] == STATUS_UNEMPLOYED || draw < w->p->vacancies.pes_unregistered;
    case CHANNEL_NETWORK:
        return draw < w->p->vacancies.network;
    default:
        return true;
    }
}

/* A second job is taken for what it adds, an apprenticeship for what it teaches: neither is held against the
 * pay of a main job. */
static bool worth_it(const struct world *w, const struct seeker *seeker, size_t v, int32_t worth)
{
    size_t i = seeker->person;
    const struct contract *contract = world_contract(w, w->vacancies.contract[v]);
    bool has_job = status_employee(w->people.status[i]);
    if (contract->status == STATUS_APPRENTICE || w->vacancies.need[v] == NEED_MARGINAL) {
        return true;
    }
    bool term_accepted = !has_job && w->vacancies.length[v] != 0;
    return worth >= seeker->reservation * (term_accepted ? 1 - w->p->search.term_discount : 1);
}

static void consider(struct world *w, const struct span *span, struct seeker *seeker, size_t v)
{
    size_t i = seeker->person;
    const struct vacancies *vacancies = &w->vacancies;
    double skill = seeker->skill + matching_fit(w, i, v);
    int32_t wage = wage_paid(w, v, skill);
    int32_t worth = appeal(w, w->people.zone[i], vacancies->zone[v], wage, vacancies->length[v] == 0);
    if (!worth_it(w, seeker, v, worth) || !matching_pays(w, v, skill, wage)) {
        return;
    }
    double noise = w->p->matching.noise * rng_normal(&seeker->impression);
    struct application *application = mailbox_post(&w->applications, span, (uint32_t)v);
    application->person = (uint32_t)i;
    application->wage = wage;
    application->appeal = worth;
    application->score = matching_score(w, i, seeker->day, skill, noise);
}

bool search_takes(const struct world *w, size_t i, size_t v, int32_t day, int32_t *wage, int32_t *worth)
{
    if (!eligible(w, i, v, day)) {
        return false;
    }
    struct seeker seeker = {
        .person = i, .day = day, .skill = person_skill(w, i, day), .reservation = reservation(w, i, day)};
    double skill = seeker.skill + matching_fit(w, i, v);
    *wage = wage_paid(w, v, skill);
    *worth = appeal(w, w->people.zone[i], w->vacancies.zone[v], *wage, w->vacancies.length[v] == 0);
    return worth_it(w, &seeker, v, *worth) && matching_pays(w, v, skill, *wage);
}

static bool seen_before(const uint32_t *seen, uint32_t count, uint32_t v)
{
    for (uint32_t k = 0; k < count; k++) {
        if (seen[k] == v) {
            return true;
        }
    }
    return false;
}

/* A day of search; the keys of its streams, which all searchers share. */
struct searching {
    struct world *w;
    int32_t day;
    uint64_t looks, effort, hearing, impression;
};

/* Looks on one day: fewer as unemployment lasts, and fewer while benefits are paid. */
static int64_t looks_today(const struct searching *searching, size_t i)
{
    const struct world *w = searching->w;
    const struct people *people = &w->people;
    int32_t day = searching->day;
    if (people->status[i] != STATUS_UNEMPLOYED) {
        return w->p->search.looks;
    }
    double effort = fade(w->waning.effort, w->p->search.effort_decay, day - people->jobless_since[i]);
    if (search_draws_benefit(w, i, day)) {
        effort *= 1 - w->institutions.insurance.effort * w->institutions.insurance.replacement;
    }
    struct rng luck = rng_of(searching->effort, person_id(w, i));
    return (int64_t)((double)w->p->search.looks * effort + rng_uniform(&luck));
}

/* What a person finds on one day of search. */
struct finds {
    uint32_t count;
    uint32_t vacancies[MOST_LOOKS]; /* open ones, each once */
};

/* Asks the memory for what a person needs who looks soon, whose status must be there by now. Addresses are
 * chosen instead of branches, which would be guessed wrong. */
static void fetch_look(const struct people *people, size_t i)
{
    bool works = status_employed(people->status[i]);
    memory_fetch(works ? &people->since[i] : &people->jobless_since[i]);
    memory_fetch(works ? &people->job_start[i] : &people->school_end[i]);
    memory_fetch(works ? (const void *)&people->firm[i] : &people->next_search[i]);
    memory_fetch(&people->next_search[i]);
    memory_fetch(&people->zone[i]);
    memory_fetch(&people->occupation[i]);
    memory_fetch(&people->qualification[i]);
    memory_fetch(&people->generation[i]);
    memory_fetch(&people->need[i]);
    memory_fetch(&people->restless[i]);
    memory_fetch(&people->due[i]);
    memory_fetch(&people->job_end[i]);
    memory_fetch(&people->event_day[i]);
    memory_fetch(&people->second_end[i]);
}

/* The same for what a find is held against. */
static void fetch_worth(const struct people *people, size_t i)
{
    memory_fetch(&people->wage[i]);
    memory_fetch(&people->ability[i]);
    memory_fetch(&people->work_days[i]);
    memory_fetch(&people->detached_since[i]);
    memory_fetch(&people->birth_day[i]);
}

/* The open vacancies seen that the person may take and hears of. Most days of search find nothing, so what
 * the person asks for is asked of the memory, and worked out, only when there is something. */
static void look_around(const struct searching *searching, size_t i, struct finds *finds)
{
    const struct world *w = searching->w;
    struct rng luck = rng_of(searching->looks, person_id(w, i));
    int64_t looks = looks_today(searching, i);
    uint32_t seen = 0;
    for (int64_t k = 0; k < looks; k++) {
        int64_t v = look(w, i, &luck);
        if (v >= 0 && !seen_before(finds->vacancies, seen, (uint32_t)v)) {
            finds->vacancies[seen++] = (uint32_t)v;
        }
    }
    finds->count = 0;
    if (seen == 0) {
        return;
    }
    struct rng hearing = rng_of(searching->hearing, person_id(w, i)); /* of posts that are not advertised */
    for (uint32_t k = 0; k < seen; k++) {
        uint32_t v = finds->vacancies[k];
        if (eligible(w, i, v, searching->day) && hears(w, i, v, &hearing)) {
            finds->vacancies[finds->count++] = v;
        }
    }
    if (finds->count > 0) {
        fetch_worth(&w->people, i);
    }
}

static void apply(const struct searching *searching, const struct span *span, size_t i,
                  const struct finds *finds)
{
    struct world *w = searching->w;
    int32_t day = searching->day;
    struct seeker seeker = {i, day, person_skill(w, i, day), reservation(w, i, day),
                            rng_of(searching->impression, person_id(w, i))};
    for (uint32_t k = 0; k < finds->count; k++) {
        consider(w, span, &seeker, finds->vacancies[k]);
    }
}

/* Looks of the people from `begin` on; who is not called any more finds nothing. */
static void look_strip(const struct searching *searching, const struct span *span, size_t begin, size_t end,
                       struct finds *finds)
{
    const struct people *people = &searching->w->people;
    const uint32_t *ids = searching->w->calls.searching.receiver;
    for (size_t k = begin; k < end; k++) {
        if (k + (size_t)2 * PERSON_AHEAD < span->end) {
            memory_fetch(&people->status[ids[k + (size_t)2 * PERSON_AHEAD]]);
            fetch_look(people, ids[k + PERSON_AHEAD]);
        }
        finds[k - begin].count = 0;
        if (people->next_search[ids[k]] <= searching->day) {
            look_around(searching, ids[k], &finds[k - begin]);
        }
    }
}

static void apply_strip(const struct searching *searching, const struct span *span, size_t begin, size_t end,
                        const struct finds *finds)
{
    struct world *w = searching->w;
    struct people *people = &w->people;
    for (size_t k = begin; k < end; k++) {
        size_t i = w->calls.searching.receiver[k];
        if (finds[k - begin].count > 0) {
            apply(searching, span, i, &finds[k - begin]);
        }
        if (people->next_search[i] <= searching->day) {
            double every = days_between_looks(w, i, searching->day);
            people->next_search[i] = every > 0 ? searching->day + whole_days(every) : NEVER;
            if (every > 0 && people->job_end[i] != NEVER) {
                look_from(people, i, searching->day, notice_day(w, i));
            }
            person_reschedule(people, i);
        }
    }
}

/* Strips of people look before the first of them applies, so that the memory has time to bring what the finds
 * ask for. */
static void search_block(void *context, const struct span *span)
{
    enum { STRIP = 16 };
    struct finds finds[STRIP];
    for (size_t begin = span->begin; begin < span->end; begin += STRIP) {
        size_t end = span->end - begin < STRIP ? span->end : begin + STRIP;
        look_strip(context, span, begin, end, finds);
        apply_strip(context, span, begin, end, finds);
    }
}

enum status search_act(struct world *w, int32_t day, struct error *error)
{
    const uint64_t *purpose = w->luck.purpose;
    struct searching searching = {.w = w,
                                  .day = day,
                                  .looks = rng_day_key(purpose[LUCK_SEARCH], day),
                                  .effort = rng_day_key(purpose[LUCK_EFFORT], day),
                                  .hearing = rng_day_key(purpose[LUCK_HEAR], day),
                                  .impression = rng_day_key(purpose[LUCK_IMPRESSION], day)};
    enum { SEARCHERS_PER_BLOCK = 1024 };
    enum status status;
    TRY(mailbox_open(&w->applications, parallel_blocks(w->calls.searching.count, SEARCHERS_PER_BLOCK),
                     error));
    parallel_for(&w->sim->parallel, w->calls.searching.count, SEARCHERS_PER_BLOCK, search_block, &searching);
    TRY(mailbox_close(&w->applications, error));
    TRY(mailbox_sort(&w->applications, (uint32_t)w->vacancies.table.rows, error));
    outputs_tally(&w->sim->outputs, OUTPUT_applications, 0)[0] += (int64_t)w->applications.count;
out:
    return status;
}
