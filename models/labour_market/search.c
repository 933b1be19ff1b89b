#include "models/labour_market/search.h"

#include "models/labour_market/matching.h"
#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"
#include "models/labour_market/vacancies.h"
#include "models/labour_market/wages.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
enum { MOST_LOOKS = 64 };

static int32_t whole_days(double days)
{
    return days < 1 ? 1 : (int32_t)(days + 0.5);
}

static int32_t days_between_looks(const struct world *w, size_t i)
{
    const struct search_params *search = &w->p->search;
    switch (w->people.status[i]) {
    case STATUS_UNEMPLOYED:
        return whole_days(search->every_days);
    case STATUS_CDD:
        return whole_days(search->cdd_days);
    default:
        return whole_days(search->on_the_job_days);
    }
}

void search_start(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    people->next_search[i] = NEVER;
    switch (people->status[i]) {
    case STATUS_UNEMPLOYED:
        people->next_search[i] = day + 1;
        break;
    case STATUS_CDD:
        people->next_search[i] = day + days_between_looks(w, i);
        break;
    case STATUS_CDI: {
        struct rng luck = person_luck(w, LUCK_SEARCHES_ON_THE_JOB, i, day);
        if (rng_chance(&luck, w->p->search.on_the_job_share)) {
            people->next_search[i] = day + 1 + (int32_t)(rng_uniform(&luck) * days_between_looks(w, i));
        }
        break;
    }
    default:
        break;
    }
}

/* What a job is worth to a person, in cents per hour: pay, less what is given up for a term, less the way. */
static int32_t appeal(const struct world *w, size_t home, size_t work, int32_t wage, bool open_ended)
{
    const struct search_params *search = &w->p->search;
    double worth = wage * (open_ended ? 1 : 1 - search->term_discount);
    return (int32_t)(worth - search->minute_cost * 100 * travel_minutes(w, home, work));
}

/* The appeal from which a person applies; the jobless ask no more of a fixed-term job than of another. */
static int32_t reservation(const struct world *w, size_t i, int32_t day)
{
    const struct people *people = &w->people;
    const struct search_params *search = &w->p->search;
    if (status_employed(people->status[i])) {
        bool open_ended = people->status[i] == STATUS_CDI;
        int32_t now = appeal(w, people->zone[i], w->firms.zone[people->firm[i]], people->wage[i], open_ended);
        return now + (open_ended ? (int32_t)(search->step_up * people->wage[i]) : 0);
    }
    double years = (day - people->jobless_since[i]) / DAYS_PER_YEAR;
    double asked = search->reservation * people->wage[i] * real_exp(-search->reservation_decay * years);
    return (int32_t)(asked - search->minute_cost * 100 * search->radius_minutes);
}

/* One look: an open vacancy, or -1 when the place is not open. */
static int64_t look(const struct world *w, size_t i, struct rng *luck)
{
    const struct people *people = &w->people;
    uint32_t occupation = people->occupation[i];
    if (!rng_chance(luck, w->p->search.own_occupation) && w->trades.similar[occupation].size > 0) {
        occupation = alias_draw(&w->trades.similar[occupation], luck);
    }
    size_t cell = cell_of(w, alias_draw(&w->geography.look_at[people->zone[i]], luck), occupation);
    double open = w->cell_begin[cell + 1] - w->cell_begin[cell];
    double places = open + w->p->search.openness * w->cells.jobs[cell];
    double place = rng_uniform(luck) * places;
    return place < open ? (int64_t)w->cell_vacancies[w->cell_begin[cell] + (uint32_t)place] : -1;
}

struct seeker {
    size_t person;
    int32_t day;
    double skill;
    int32_t reservation;
    struct rng impression; /* errors that employers make about this person today */
};

static bool eligible(const struct world *w, size_t i, size_t v)
{
    const struct people *people = &w->people;
    if (!status_employed(people->status[i])) {
        return true;
    }
    /* by law a CDD is broken for an open-ended job only; nobody applies to the own firm */
    return w->vacancies.length[v] == 0 && w->vacancies.firm[v] != people->firm[i];
}

static void consider(struct world *w, const struct span *span, struct seeker *seeker, size_t v)
{
    size_t i = seeker->person;
    const struct vacancies *vacancies = &w->vacancies;
    if (!eligible(w, i, v)) {
        return;
    }
    int32_t wage = wage_paid(w, vacancies->wage[v], seeker->skill);
    int32_t worth = appeal(w, w->people.zone[i], vacancies->zone[v], wage, vacancies->length[v] == 0);
    bool term_accepted = !status_employed(w->people.status[i]) && vacancies->length[v] != 0;
    double asked = seeker->reservation * (term_accepted ? 1 - w->p->search.term_discount : 1);
    if (worth < asked || !matching_pays(w, i, v, seeker->skill, wage)) {
        return;
    }
    double noise = w->p->matching.noise * rng_normal(&seeker->impression);
    struct application *application = mailbox_post(&w->applications, span, (uint32_t)v);
    application->person = (uint32_t)i;
    application->wage = wage;
    application->appeal = worth;
    application->score = matching_score(w, i, v, seeker->day, seeker->skill, noise);
}

static bool seen_before(const uint32_t *seen, int count, uint32_t v)
{
    for (int k = 0; k < count; k++) {
        if (seen[k] == v) {
            return true;
        }
    }
    return false;
}

/* The open vacancies seen on one day of search, each once. */
static int look_around(const struct world *w, size_t i, int32_t day, uint32_t seen[MOST_LOOKS])
{
    struct rng luck = person_luck(w, LUCK_SEARCH, i, day);
    int count = 0;
    for (int64_t k = 0; k < w->p->search.looks; k++) {
        int64_t v = look(w, i, &luck);
        if (v >= 0 && !seen_before(seen, count, (uint32_t)v)) {
            seen[count++] = (uint32_t)v;
        }
    }
    return count;
}

/* Most days of search find nothing, so what the person asks for is worked out only when there is a vacancy.
 */
static void search_once(struct world *w, const struct span *span, size_t i, int32_t day)
{
    uint32_t seen[MOST_LOOKS];
    person_fetch_worth(&w->people, i);
    int count = look_around(w, i, day, seen);
    if (count == 0) {
        return;
    }
    struct seeker seeker = {i, day, person_skill(w, i, day), reservation(w, i, day),
                            person_luck(w, LUCK_IMPRESSION, i, day)};
    for (int k = 0; k < count; k++) {
        consider(w, span, &seeker, seen[k]);
    }
}

struct searching {
    struct world *w;
    int32_t day;
};

static void search_block(void *context, const struct span *span)
{
    const struct searching *searching = context;
    struct world *w = searching->w;
    struct people *people = &w->people;
    const uint32_t *ids = w->calls.searching.receiver;
    for (size_t k = span->begin; k < span->end; k++) {
        size_t i = ids[k];
        if (k + PERSON_AHEAD < span->end) {
            person_fetch_search(people, ids[k + PERSON_AHEAD]);
        }
        if (people->next_search[i] <= searching->day) {
            search_once(w, span, i, searching->day);
            people->next_search[i] = searching->day + days_between_looks(w, i);
            person_reschedule(people, i);
        }
    }
}

enum status search_act(struct world *w, int32_t day, struct error *error)
{
    struct searching searching = {w, day};
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
