#include "models/labour_market/organisations/public_agencies/counselling.h"

#include "models/labour_market/organisations/public_agencies/frictions.h"
#include "models/labour_market/state/person.h"

struct office {
    struct world *w;
    struct public_agencies *state;
    const struct public_agency_params *p;
    int32_t day;
    double meeting;
};

static const struct public_agency_params *rules_of(const struct world *w)
{
    return &agency_values(w)->public_agencies;
}

double counsellor_day(const struct world *w)
{
    return rules_of(w)->day_hours * 60;
}

/* As long as the agencies that share. */
double counsellor_meeting(const struct world *w, int32_t day)
{
    const struct public_agency_params *p = rules_of(w);
    double others = -1;
    for (size_t a = 0; a < agency_count(w); a++) {
        others += agency_of(w, a)->from <= day && agency_of(w, a)->budget > 0;
    }
    double minutes = others > 0 ? p->weight * p->meeting_minutes * others : 0;
    double most = p->field_share * counsellor_day(w);
    return minutes < most ? minutes : most;
}

/* ---- People ----------------------------------------------------------------------------------------- */

/* To the first other agency that is there for the person and treats the friction. */
static void send_on(const struct office *office, size_t a, size_t i, enum friction friction, struct rng *rng)
{
    const struct world *w = office->w;
    for (size_t to = 0; to < agency_count(w); to++) {
        const struct agency *agency = agency_of(w, to);
        if (to == a || agency->from > office->day || friction_treated(agency, friction) <= 0 ||
            !agency_serves(w, to, i, office->day)) {
            continue;
        }
        bool arrives = !rng_chance(rng, office->p->hand_over_loss * (1 - office->p->weight));
        if (!(office->state->help.row[i].followed >> to & 1)) {
            office->state->help.row[i].sent |= (uint8_t)(arrives ? 1u << to : 0);
            agency_tally(w, OWN_agency_sent)[to * 2 + arrives]++;
        }
        return;
    }
}

static void treat(const struct office *office, size_t a, size_t i, struct rng *rng)
{
    struct help *help = &office->state->help.row[i];
    for (int f = 0; f < FRICTION_COUNT; f++) {
        if (!(help->frictions >> f & 1)) {
            continue;
        }
        double chance = friction_treated(agency_of(office->w, a), (enum friction)f);
        if (chance <= 0) {
            send_on(office, a, i, (enum friction)f, rng);
        } else if (rng_chance(rng, chance)) {
            help->frictions &= (uint8_t) ~(1u << f);
            agency_tally(office->w, OWN_agency_lifted)[a * FRICTION_COUNT + (size_t)f]++;
        }
    }
}

/* The person looks at them today, and goes on as before afterwards. */
static void propose(const struct office *office, size_t a, size_t i)
{
    struct person *person = &office->w->people.row[i];
    struct help *help = &office->state->help.row[i];
    int64_t posts = office->p->proposals;
    if (help->proposed != office->day) {
        help->proposed = office->day;
        help->own_look = person->next_search;
        help->proposals = 0;
    }
    help->proposals = (uint8_t)(help->proposals + posts);
    person->next_search = office->day;
    person_reschedule(office->w, i);
    agency_tally(office->w, OWN_agency_proposals)[a] += posts;
}

static void interview(const struct office *office, size_t a, size_t i)
{
    struct world *w = office->w;
    struct rng rng = rng_at(w->streams.purpose[STREAM_INTERVIEW],
                            (uint64_t)person_id(w, i) * MAX_AGENCIES + a, office->day);
    if (rng_chance(&rng, office->p->no_show)) {
        if (rng_chance(&rng, office->p->struck_off)) {
            agency_forget(w, i);
        }
        return;
    }
    enum duration_class class = duration_class(office->day - w->people.row[i].jobless_since);
    agency_tally(w, OWN_agency_contacts)[a * DURATION_COUNT + class]++;
    treat(office, a, i, &rng);
    if (office->p->proposals > 0) {
        propose(office, a, i);
    }
}

/* The next case who is followed still and is without work, or -1. */
static int64_t next_case(const struct office *office, struct counsellor *counsellor)
{
    for (uint32_t tries = 0; tries < counsellor->count; tries++) {
        const struct agency_case *c =
            &office->state->cases.row[counsellor->first + counsellor->next % counsellor->count];
        counsellor->next = (counsellor->next + 1) % counsellor->count;
        bool followed = office->state->help.row[c->person].followed >> counsellor->agency & 1;
        if (followed && office->w->people.row[c->person].status == STATUS_UNEMPLOYED) {
            return c->person;
        }
    }
    return -1;
}

static void see_people(const struct office *office, struct counsellor *counsellor, int64_t interviews)
{
    for (int64_t k = 0; k < interviews && k < counsellor->count; k++) {
        int64_t i = next_case(office, counsellor);
        if (i < 0) {
            return;
        }
        interview(office, counsellor->agency, (size_t)i);
        counsellor->minutes += (float)office->p->contact_minutes;
    }
}

/* ---- Employers -------------------------------------------------------------------------------------- */

/* A firm of the agency's zone; where agencies share what they know, one that was not visited lately. */
static size_t firm_to_visit(const struct office *office, size_t a, struct rng *rng)
{
    enum { TRIES = 8 };
    const struct world *w = office->w;
    int32_t zone = agency_of(w, a)->zone;
    bool shares = rng_chance(rng, office->p->weight);
    size_t firm = 0;
    for (int k = 0; k < TRIES; k++) {
        firm = rng_below(rng, (uint32_t)world_firms(w));
        bool here = zone < 0 || w->employers.row[firm].zone == zone;
        bool known = shares && office->state->visits.until[firm] > office->day;
        if (here && !known) {
            break;
        }
    }
    return firm;
}

static void see_employers(const struct office *office, struct counsellor *counsellor, int64_t visits,
                          struct rng *rng)
{
    for (int64_t k = 0; k < visits; k++) {
        size_t firm = firm_to_visit(office, counsellor->agency, rng);
        office->state->visits.until[firm] = office->day + (int32_t)office->p->visit_days;
        office->state->visits.by[firm] |= (uint8_t)(1u << counsellor->agency);
        counsellor->minutes += (float)office->p->visit_minutes;
        agency_tally(office->w, OWN_agency_visits)[counsellor->agency]++;
    }
}

/* ---- The day ---------------------------------------------------------------------------------------- */

/* Whole pieces of work in so many minutes, in the mean as many as there is time for, never more than the day
 * holds. */
static int64_t pieces(const struct office *office, double minutes, double each, struct rng *rng)
{
    int64_t count = (int64_t)(minutes / each + rng_uniform(rng));
    int64_t most = (int64_t)((counsellor_day(office->w) - office->meeting) / each);
    return count < most ? count : most;
}

static void work(const struct office *office, size_t c)
{
    struct counsellor *counsellor = &office->state->counsellors.row[c];
    const struct agency *agency = agency_of(office->w, counsellor->agency);
    struct rng rng = rng_at(office->w->streams.purpose[STREAM_COUNSELLOR_DAY], c, office->day);
    double field = office->p->field_share * counsellor_day(office->w) - office->meeting;
    counsellor->minutes = (float)office->meeting;
    agency_tally(office->w, OWN_agency_meetings)[counsellor->agency] += (int64_t)(office->meeting + 0.5);
    if (rng_chance(&rng, agency->prospecting)) {
        see_employers(office, counsellor, pieces(office, field, office->p->visit_minutes, &rng), &rng);
    } else {
        see_people(office, counsellor, pieces(office, field, office->p->contact_minutes, &rng));
    }
}

/* Monday is 0; the first of January 1970 was a Thursday. */
static bool works_on(int32_t day)
{
    return ((day % 7) + 10) % 7 < 5;
}

enum status counselling_act(struct world *w, int32_t day, struct error *error)
{
    (void)error;
    const struct office office = {w, w->agencies, rules_of(w), day, counsellor_meeting(w, day)};
    for (size_t c = 0; c < w->agencies->counsellors.table.rows; c++) {
        w->agencies->counsellors.row[c].minutes = 0;
        if (works_on(day)) {
            work(&office, c);
        }
    }
    return STATUS_OK;
}
