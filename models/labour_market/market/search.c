#include "models/labour_market/market/search.h"

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/market/effort.h"
#include "models/labour_market/market/hours_requests.h"
#include "models/labour_market/market/matching.h"
#include "models/labour_market/market/vacancies.h"
#include "models/labour_market/organisations/public_agencies/frictions.h"
#include "models/labour_market/state/benefits.h"
#include "models/labour_market/state/delay.h"
#include "models/labour_market/state/hours_wanted.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/tally.h"
#include "models/labour_market/state/territory.h"

enum { MOST_LOOKS = 64 };

void search_prepare(struct world *w)
{
    for (int32_t days = 0; days < WANING_DAYS; days++) {
        w->waning.effort[days] = delay_left(w->p->search.effort_decay, days);
        w->waning.reservation[days] = delay_left(w->p->search.reservation_decay, days);
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
    const struct jobs *jobs = &w->jobs;
    int32_t quarter = (jobs->row[i].end - jobs->row[i].start) / 4;
    int32_t most = (int32_t)w->p->search.notice_days;
    return jobs->row[i].end - (quarter < most ? quarter : most);
}

static double days_between_marginal_looks(const struct world *w, size_t i)
{
    bool wanted =
        w->marginal != NO_CONTRACT && person_has(w, i, STREAM_MARGINAL_WORK, w->p->search.marginal_share);
    return wanted ? w->p->search.marginal_days : 0;
}

static double days_between_looks_at_school(const struct world *w, size_t i, int32_t day)
{
    const struct search_params *search = &w->p->search;
    if (w->people.row[i].school_end - day <= search->before_leaving_days) {
        return search->every_days * 2;
    }
    return person_has(w, i, STREAM_STUDENT_WORK, search->student_share) ? search->student_days : 0;
}

/* Who holds a core job looks for a better one, or for one beside it. */
static double days_between_looks_in_core(const struct world *w, size_t i, int32_t day)
{
    const struct search_params *search = &w->p->search;
    if (w->people.row[i].restless || hours_preferred(w, i, day) != 0) {
        return search->change_days;
    }
    struct rng rng = person_stream_kept(w, STREAM_SEARCHES_ON_THE_JOB, i, w->people.row[i].since);
    if (rng_chance(&rng, search->on_the_job_share)) {
        return search->on_the_job_days;
    }
    bool second = w->marginal != NO_CONTRACT && person_has(w, i, STREAM_SECOND_WORK, search->second_share);
    return second ? search->marginal_days : 0;
}

/* Whether a person looks at vacancies at all, and how many days lie between two looks; 0: never. People who
 * do not want a main job look for marginal ones only, where the law knows them. */
static double days_between_looks(const struct world *w, size_t i, int32_t day)
{
    const struct search_params *search = &w->p->search;
    const struct person *person = &w->people.row[i];
    switch ((enum status_code)person->status) {
    case STATUS_UNEMPLOYED:
        return search->every_days;
    case STATUS_HALO:
        return search->halo_days;
    case STATUS_INACTIVE:
        return person->school_end > day ? days_between_looks_at_school(w, i, day)
                                        : days_between_marginal_looks(w, i);
    case STATUS_RETIRED:
        return days_between_marginal_looks(w, i);
    case STATUS_SELF_EMPLOYED:
        return 0;
    default:
        break;
    }
    switch (status_role(person->status)) {
    case ROLE_CORE:
        return days_between_looks_in_core(w, i, day);
    case ROLE_FLEXIBLE:
        if (w->jobs.row[i].need == NEED_TASK) {
            return 0;
        }
        return day >= notice_day(w, i) || hours_lacking(w, i, day) ? search->change_days : search->cdd_days;
    case ROLE_MARGINAL:
        return person->fallback == STATUS_UNEMPLOYED && person->retire_day > day ? search->cdd_days : 0;
    default:
        return 0; /* who is trained stays to the end */
    }
}

/* The first look comes by `first` at the latest. */
static void look_from(struct people *people, size_t i, int32_t day, int32_t first)
{
    first = first > day + 1 ? first : day + 1;
    people->row[i].next_search = people->row[i].next_search < first ? people->row[i].next_search : first;
}

void search_start(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    double every = days_between_looks(w, i, day);
    people->row[i].next_search = NEVER;
    if (people->row[i].status == STATUS_UNEMPLOYED) {
        people->row[i].next_search = day + 1;
    } else if (every > 0) { /* somewhere in the interval, so that not all look on the same days */
        struct rng rng = person_stream(w, STREAM_FIRST_LOOK, i, day);
        people->row[i].next_search = day + 1 + (int32_t)(rng_uniform(&rng) * every);
    }
    if (people->row[i].status == STATUS_INACTIVE && people->row[i].school_end > day) {
        look_from(people, i, day, people->row[i].school_end - (int32_t)w->p->search.before_leaving_days);
    } else if (every > 0 && person_job_ends(w, i) != NEVER) {
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

/* The appeal from which a person applies; the jobless ask no more of a fixed-term job than of another, and
 * the more the more benefit they would give up. */
static int32_t reservation(const struct world *w, size_t i, int32_t day, struct hours_wish wish)
{
    const struct people *people = &w->people;
    const struct search_params *search = &w->p->search;
    if (status_employee(people->row[i].status)) {
        bool open_ended = status_role(people->row[i].status) == ROLE_CORE;
        double week = hours_worth(w, wish, w->jobs.row[i].occupation, w->jobs.row[i].hours);
        int32_t pay = (int32_t)(w->jobs.row[i].pay * week);
        int32_t now =
            appeal(w, people->row[i].zone, w->employers.row[w->jobs.row[i].place].zone, pay, open_ended);
        bool content = open_ended && !people->row[i].restless && !hours_lacking(w, i, day);
        return now + (content ? (int32_t)(search->step_up * pay) : 0);
    }
    double asked =
        search->reservation * people->row[i].last_pay *
        delay_left_by(w->waning.reservation, search->reservation_decay, day - people->row[i].jobless_since);
    double benefit = w->institutions.insurance.replacement * effort_benefit_left(w, i, day);
    asked += w->institutions.insurance.reservation * benefit * people->row[i].last_pay;
    return (int32_t)(asked - search->minute_cost * 100 * search->radius_minutes);
}

/* One look: an open vacancy, or -1 when the place is not open. */
static int64_t look(const struct world *w, size_t i, struct rng *rng)
{
    const struct people *people = &w->people;
    uint32_t occupation = people->row[i].occupation;
    if (!rng_chance(rng, w->p->search.own_occupation) && w->trades.similar[occupation].size > 0) {
        uint32_t other = alias_draw(&w->trades.similar[occupation], rng);
        bool qualified = world_occupation(w, other)->qualification <= people->row[i].qualification;
        occupation = qualified ? other : occupation;
    }
    size_t cell = cell_of(w, alias_draw(&w->geography.look_at[people->row[i].zone], rng), occupation);
    const struct cell_view *view = &w->cell_views[cell];
    double place = rng_uniform(rng) * view->places;
    return place < view->open ? (int64_t)w->cell_vacancies[view->begin + (uint32_t)place] : -1;
}

struct seeker {
    size_t person;
    int32_t day;
    double skill;
    int32_t reservation;
    struct hours_wish wish; /* of weekly hours */
    struct rng impression;  /* errors that employers make about this person today */
};

static struct seeker seeker_of(const struct world *w, size_t i, int32_t day)
{
    struct hours_wish wish = hours_wanted(w, i);
    return (struct seeker){.person = i,
                           .day = day,
                           .skill = person_skill(w, i, day),
                           .reservation = reservation(w, i, day, wish),
                           .wish = wish};
}

/* What a person without a main job, or in one, may and wants to take. */
static bool wants(const struct world *w, size_t i, size_t v, int32_t day)
{
    const struct people *people = &w->people;
    const struct vacancies *vacancies = &w->vacancies;
    const struct contract *contract = world_contract(w, vacancies->row[v].contract);
    bool marginal = vacancies->row[v].need == NEED_MARGINAL;
    switch ((enum status_code)people->row[i].status) {
    case STATUS_UNEMPLOYED:
    case STATUS_HALO:
        return true;
    case STATUS_INACTIVE:
        if (people->row[i].school_end - day >
            w->p->search.before_leaving_days) { /* at school: to work beside it */
            return marginal || vacancies->row[v].need == NEED_TASK ||
                   contract_role(contract) == ROLE_TRAINING;
        }
        return people->row[i].school_end > day || marginal;
    case STATUS_RETIRED:
        return marginal;
    default:
        if (vacancies->row[v].firm == w->jobs.row[i].place) {
            return false; /* nobody applies to the own firm */
        }
        if (status_role(people->row[i].status) == ROLE_MARGINAL) {
            return !marginal;
        }
        if (marginal) {
            return w->institutions.marginal_beside && job_free_row(w, i) != NO_JOB &&
                   person_has(w, i, STREAM_SECOND_WORK, w->p->search.second_share);
        }
        /* by law a fixed term is broken for an open-ended job only; near its end employers let go */
        return vacancies->row[v].length == 0 || (w->jobs.row[i].end != NEVER && day >= notice_day(w, i));
    }
}

static bool eligible(const struct world *w, size_t i, size_t v, int32_t day)
{
    const struct contract *contract = world_contract(w, w->vacancies.row[v].contract);
    bool of_age = contract->oldest == 0 || person_age(w, i, day) <= contract->oldest;
    return !w->vacancies.row[v].closed && of_age && wants(w, i, v, day) &&
           (w->agencies == NULL || friction_lets(w, i, w->vacancies.row[v].firm));
}

/* Whether the posts of the public employment service are shown to the person. */
static bool registered(const struct world *w, size_t i)
{
    return w->agencies != NULL ? w->agencies->help.row[i].registered
                               : w->people.row[i].status == STATUS_UNEMPLOYED;
}

/* Whether the person comes to know of a vacancy looked at. */
static bool hears(const struct world *w, size_t i, size_t v, struct rng *rng)
{
    double draw = rng_uniform(rng);
    switch ((enum channel)w->vacancies.row[v].channel) {
    case CHANNEL_PES:
        return registered(w, i) || draw < w->p->vacancies.pes_unregistered;
    case CHANNEL_NETWORK:
        return draw < w->p->vacancies.network;
    default:
        return true;
    }
}

/* What a post must be worth to the person at least. */
static double least_worth(const struct world *w, const struct seeker *seeker, size_t v)
{
    bool has_job = status_employee(w->people.row[seeker->person].status);
    bool term_accepted = !has_job && w->vacancies.row[v].length != 0;
    return seeker->reservation * (term_accepted ? 1 - w->p->search.term_discount : 1);
}

/* Who wants a part of a week only does not take a whole one. */
static bool too_long(const struct world *w, const struct seeker *seeker, size_t v)
{
    return seeker->wish.only && w->vacancies.row[v].hours >= FULL_TIME_HOURS &&
           w->vacancies.row[v].need != NEED_TASK;
}

/* A second job is taken for what it adds, an apprenticeship for what it teaches: neither is held against the
 * pay of a main job. */
static bool worth_it(const struct world *w, const struct seeker *seeker, size_t v, int32_t worth)
{
    const struct contract *contract = world_contract(w, w->vacancies.row[v].contract);
    if (contract_role(contract) == ROLE_TRAINING || w->vacancies.row[v].need == NEED_MARGINAL) {
        return true;
    }
    return !too_long(w, seeker, v) && worth >= least_worth(w, seeker, v);
}

/* What vacancy v is worth to the person at a pay: less what it is worth less to who wants a longer week. */
static int32_t worth_of(const struct world *w, const struct seeker *seeker, size_t v, int32_t wage)
{
    const struct vacancy *vacancy = &w->vacancies.row[v];
    bool days = vacancy->need == NEED_TASK; /* over before a week is */
    double week = days ? 1 : hours_worth(w, seeker->wish, vacancy->occupation, vacancy->hours);
    return appeal(w, w->people.row[seeker->person].zone, vacancy->zone, (int32_t)(wage * week),
                  vacancy->length == 0);
}

/* What a person sees in a post. */
struct sight {
    double skill;
    int32_t wage, worth;
    double aid;
};

/* For the history of the person: why nothing came of it. */
static void tell_passed(const struct world *w, const struct span *span, const struct seeker *seeker, size_t v,
                        const struct sight *sight)
{
    bool wanted = worth_it(w, seeker, v, sight->worth);
    const struct passed_post passed = {
        .because = wanted                   ? BECAUSE_COST
                   : too_long(w, seeker, v) ? BECAUSE_HOURS
                                            : BECAUSE_PAY,
        .wage = sight->wage,
        .worth = sight->worth,
        .asked = least_worth(w, seeker, v),
        .output = matching_output(w, v, sight->skill),
        .labour_cost = matching_cost(w, v, sight->wage, sight->aid),
    };
    event_passed(w, span, seeker->person, v, seeker->day, &passed);
}

/* `vouched`: share of the marks of joblessness that a counsellor's word outweighs. */
static void consider(struct world *w, const struct span *span, struct seeker *seeker, size_t v,
                     double vouched)
{
    size_t i = seeker->person;
    double skill = seeker->skill + matching_fit(w, i, v);
    int32_t wage = wage_paid(w, v, skill);
    int32_t worth = worth_of(w, seeker, v, wage);
    double aid = matching_aid(w, i, v, seeker->day);
    if (!worth_it(w, seeker, v, worth) || !matching_pays(w, v, skill, wage, aid)) {
        if (w->followed != NULL && w->followed[i]) {
            tell_passed(w, span, seeker, v, &(struct sight){skill, wage, worth, aid});
        }
        return;
    }
    double noise = w->p->matching.noise * rng_normal(&seeker->impression);
    noise += vouched > 0 ? vouched * matching_penalties(w, i, v, seeker->day).joblessness : 0;
    struct application *application = mailbox_post(&w->applications, span, (uint32_t)v);
    application->person = (uint32_t)i;
    application->wage = wage;
    application->appeal = worth;
    application->score = matching_score(w, i, v, seeker->day, skill, noise, aid);
}

/* Whether who is called by a firm answers. */
static bool answers(const struct world *w, size_t i, int32_t day)
{
    double effort = search_effort(w, i, day);
    if (effort >= 1) {
        return true;
    }
    struct rng rng = person_stream(w, STREAM_ANSWER, i, day);
    return rng_uniform(&rng) < effort;
}

bool search_takes(const struct world *w, size_t i, size_t v, int32_t day, int32_t *wage, int32_t *worth)
{
    if (!eligible(w, i, v, day) || !answers(w, i, day)) {
        return false;
    }
    struct seeker seeker = seeker_of(w, i, day);
    double skill = seeker.skill + matching_fit(w, i, v);
    *wage = wage_paid(w, v, skill);
    *worth = worth_of(w, &seeker, v, *wage);
    return worth_it(w, &seeker, v, *worth) && matching_pays(w, v, skill, *wage, matching_aid(w, i, v, day));
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
    uint64_t looks, effort, hearing, impression, proposals;
};

/* Looks on one day, the fewer the less effort. */
static int64_t looks_today(const struct searching *searching, size_t i)
{
    const struct world *w = searching->w;
    const struct people *people = &w->people;
    int32_t day = searching->day;
    if (people->row[i].status != STATUS_UNEMPLOYED) {
        return w->p->search.looks;
    }
    double effort = search_effort(w, i, day);
    if (w->agencies != NULL) {
        effort = agency_looks_too(w, i, day) ? effort * friction_looks(w, i) : 0;
    }
    struct rng rng = rng_of(searching->effort, person_id(w, i));
    return (int64_t)((double)w->p->search.looks * effort + rng_uniform(&rng));
}

/* What a person finds on one day of search. */
struct finds {
    uint32_t count, own;            /* those from `own` on were proposed by a counsellor */
    uint32_t vacancies[MOST_LOOKS]; /* open ones, each once */
};

/* Posts that a counsellor has looked up for the person, behind the `seen` first ones. */
static uint32_t see_proposals(const struct searching *searching, size_t i, uint32_t *vacancies, uint32_t seen)
{
    const struct world *w = searching->w;
    uint32_t posts = agency_proposals(w, i, searching->day);
    if (posts == 0) {
        return seen;
    }
    struct rng rng = rng_of(searching->proposals, person_id(w, i));
    for (uint32_t k = 0; k < posts && seen < MOST_LOOKS; k++) {
        int64_t v = agency_proposal(w, i, &rng);
        if (v >= 0 && !seen_before(vacancies, seen, (uint32_t)v)) {
            vacancies[seen++] = (uint32_t)v;
        }
    }
    return seen;
}

/* The open vacancies seen that the person may take and hears of. Most days of search find nothing, so what
 * the person asks for is asked of the memory, and worked out, only when there is something. */
static void look_around(const struct searching *searching, size_t i, struct finds *finds)
{
    const struct world *w = searching->w;
    struct rng rng = rng_of(searching->looks, person_id(w, i));
    bool helped = w->agencies != NULL && w->people.row[i].status == STATUS_UNEMPLOYED;
    int64_t looks = looks_today(searching, i);
    uint32_t seen = 0;
    for (int64_t k = 0; k < looks; k++) {
        int64_t v = look(w, i, &rng);
        if (v >= 0 && !seen_before(finds->vacancies, seen, (uint32_t)v)) {
            finds->vacancies[seen++] = (uint32_t)v;
        }
    }
    uint32_t own = seen;
    if (helped) {
        seen = see_proposals(searching, i, finds->vacancies, seen);
    }
    finds->count = finds->own = 0;
    if (seen == 0) {
        return;
    }
    struct rng hearing = rng_of(searching->hearing, person_id(w, i)); /* of posts that are not advertised */
    for (uint32_t k = 0; k < seen; k++) {
        uint32_t v = finds->vacancies[k];
        if (eligible(w, i, v, searching->day) && (k >= own || hears(w, i, v, &hearing))) {
            finds->vacancies[finds->count++] = v;
            finds->own += k < own;
        }
    }
}

static void apply(const struct searching *searching, const struct span *span, size_t i,
                  const struct finds *finds)
{
    struct world *w = searching->w;
    int32_t day = searching->day;
    struct seeker seeker = seeker_of(w, i, day);
    seeker.impression = rng_of(searching->impression, person_id(w, i));
    for (uint32_t k = 0; k < finds->count; k++) {
        double vouched = k < finds->own ? 0 : agency_values(w)->public_agencies.vouch;
        consider(w, span, &seeker, finds->vacancies[k], vouched);
    }
}

/* The day of the next look; a counsellor's proposals do not put off one's own. */
static void look_again(struct world *w, size_t i, int32_t day)
{
    struct person *person = &w->people.row[i];
    if (w->agencies != NULL && person->status == STATUS_UNEMPLOYED && !agency_looks_too(w, i, day)) {
        person->next_search = w->agencies->help.row[i].own_look;
        person_reschedule(w, i);
        return;
    }
    double every = days_between_looks(w, i, day);
    person->next_search = every > 0 ? day + whole_days(every) : NEVER;
    if (every > 0 && person_job_ends(w, i) != NEVER) {
        look_from(&w->people, i, day, notice_day(w, i));
    }
    person_reschedule(w, i);
}

/* Who is not called any more, because a job came up today, does not look. */
static void search_block(void *context, const struct span *span)
{
    enum { HELP_AHEAD = 16 };
    const struct searching *searching = context;
    struct world *w = searching->w;
    const uint32_t *ids = w->due_people.searching.receiver;
    struct finds finds;
    for (size_t k = span->begin; k < span->end; k++) {
        people_fetch_ahead(w, ids, k, span->end);
        if (w->agencies != NULL && k + HELP_AHEAD < span->end) {
            memory_fetch(&w->agencies->help.row[ids[k + HELP_AHEAD]]);
        }
        if (w->people.row[ids[k]].next_search <= searching->day) {
            hours_request_tell(w, span, ids[k], searching->day);
            look_around(searching, ids[k], &finds);
            if (finds.count > 0) {
                apply(searching, span, ids[k], &finds);
            }
            look_again(w, ids[k], searching->day);
        }
    }
}

enum status search_act(struct world *w, int32_t day, struct error *error)
{
    const uint64_t *purpose = w->streams.purpose;
    struct searching searching = {.w = w,
                                  .day = day,
                                  .looks = rng_day_key(purpose[STREAM_SEARCH], day),
                                  .effort = rng_day_key(purpose[STREAM_EFFORT], day),
                                  .hearing = rng_day_key(purpose[STREAM_HEAR], day),
                                  .impression = rng_day_key(purpose[STREAM_IMPRESSION], day),
                                  .proposals = rng_day_key(purpose[STREAM_PROPOSAL], day)};
    enum { SEARCHERS_PER_BLOCK = 1024 };
    enum status status;
    size_t blocks = parallel_blocks(w->due_people.searching.count, SEARCHERS_PER_BLOCK);
    TRY(mailbox_open(&w->applications, blocks, error));
    TRY(hours_requests_open(w, blocks, error));
    TRY(events_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->due_people.searching.count, SEARCHERS_PER_BLOCK, search_block,
                 &searching);
    TRY(events_close(w, error));
    TRY(mailbox_close(&w->applications, error));
    TRY(mailbox_sort(&w->applications, (uint32_t)w->vacancies.table.rows, error));
    outputs_tally(&w->sim->outputs, OUTPUT_applications, 0)[0] += (int64_t)w->applications.count;
out:
    return status;
}

static const struct param search_params[] = {SEARCH_PARAMS(PARAM_ENTRY, struct search_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, search, "How people look for work.", search_params),
};

static const struct usual_range usuals[] = {
    {"search.looks", 1, 6, "assumption"}, {"search.radius_minutes", 5, 90, "assumption"}, {0}};

static const struct part_stream streams[] = {SEARCH_STREAMS(PART_STREAM)};
static const struct part_box messages[] = {PART_BOX(applications, application)};

const struct part part_search = {
    .name = "search",
    PART_GROUPS(groups),
    .declares = {.usuals = usuals},
    PART_LIST(stream, streams),
    PART_LIST(message, messages),
};
