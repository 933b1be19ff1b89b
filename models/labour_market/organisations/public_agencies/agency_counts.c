#include "models/labour_market/organisations/public_agencies/agency_counts.h"

#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"

/* ---- Dimensions -------------------------------------------------------------------------------------- */

#define LABEL(code, name) #name,
static const char *const FRICTION_LABELS[] = {FRICTIONS(LABEL)};
static const char *const FOLLOW_UP_LABELS[] = {FOLLOW_UPS(LABEL)};
static const char *const HELPED[HELPED_COUNT] = {"none", "one", "several"};
static const char *const REGISTRATIONS[REGISTRATION_COUNT] = {"unemployed and registered", "unemployed only",
                                                              "registered only"};
static const char *const VISITORS[VISITORS_COUNT] = {"one", "several"};
static const char *const ARRIVED[2] = {"lost", "arrived"};
static const char *const LOTS[LOT_QUARTERS] = {"first", "second", "third", "fourth"};
static const char *const LOT_STATE_LABELS[LOT_STATES] = {[LOT_LASTING] = "lasting job",
                                                         [LOT_JOB] = "other work",
                                                         [LOT_UNEMPLOYED] = "unemployed",
                                                         [LOT_OTHER] = "other"};

enum status public_agencies_dimensions(const struct parameters *p, struct outputs *outputs,
                                       struct error *error)
{
    const struct agency_values *values = part_params(p, &part_public_agencies);
    const char *names[MAX_AGENCIES] = {"no agency"};
    size_t count = values->agencies.count;
    enum status status;
    for (size_t a = 0; a < count; a++) {
        names[a] = ROWS(agency, values->agencies)[a].name.chars;
    }
    TRY(outputs_dimension(outputs, "agency", "Public agency", count > 0 ? count : 1, names, error));
    TRY(outputs_dimension(outputs, "follow_up", "How closely one is followed", FOLLOW_UP_COUNT,
                          FOLLOW_UP_LABELS, error));
    TRY(outputs_dimension(outputs, "friction", "What keeps people from posts", FRICTION_COUNT,
                          FRICTION_LABELS, error));
    TRY(outputs_dimension(outputs, "arrived", "Whether who was sent on arrived", 2, ARRIVED, error));
    TRY(outputs_dimension(outputs, "helped", "Public agencies that follow someone", HELPED_COUNT, HELPED,
                          error));
    TRY(outputs_dimension(outputs, "registration", "Unemployed in the sense of the ILO, registered, or both",
                          REGISTRATION_COUNT, REGISTRATIONS, error));
    TRY(outputs_dimension(outputs, "visitors", "Public agencies that visited an employer", VISITORS_COUNT,
                          VISITORS, error));
    TRY(outputs_dimension(outputs, "lot", "Quarter of the lot, the first to be drawn first", LOT_QUARTERS,
                          LOTS, error));
    TRY(outputs_dimension(outputs, "lot_state", "What people noted for an experiment do", LOT_STATES,
                          LOT_STATE_LABELS, error));
out:
    return status;
}

/* ---- Flows --------------------------------------------------------------------------------------------- */

static size_t helped(uint8_t followed)
{
    return followed == 0 ? 0 : (followed & (followed - 1)) == 0 ? 1 : 2;
}

void agency_counts_month(struct world *w, int32_t day)
{
    enum { MONTHS = 12, CENTS = 100 };
    for (size_t a = 0; a < agency_count(w); a++) {
        const struct agency *agency = agency_of(w, a);
        double budget = agency->from <= day ? agency->budget * w->agencies->agencies.share[a] : 0;
        agency_tally(w, OWN_agency_cost)[a] += (int64_t)(budget * CENTS / MONTHS + 0.5);
    }
}

void agency_counts_placement(struct world *w, size_t i, int32_t day)
{
    struct public_agencies *state = w->agencies;
    uint8_t followed = state->help.row[i].followed;
    size_t class = duration_class(day - w->people.row[i].jobless_since);
    agency_tally(w, OWN_registered_placements)[helped(followed) * DURATION_COUNT + class]++;
    for (size_t a = 0; a < agency_count(w); a++) {
        if (followed >> a & 1) {
            state->agencies.placements[a]++;
            agency_tally(w, OWN_agency_placements)[a]++;
        }
    }
}

/* ---- Experiments ----------------------------------------------------------------------------------------
 */

static void note(struct world *w, size_t a, int32_t day)
{
    for (size_t i = 0; i < w->people.table.rows; i++) {
        struct help *help = &w->agencies->help.row[i];
        if (help->registered && w->people.row[i].status == STATUS_UNEMPLOYED &&
            agency_meant_for(w, a, i, day)) {
            help->cohort = (uint8_t)(1 + agency_lot(w, i) * LOT_QUARTERS);
        }
    }
}

void agency_counts_note_cohort(struct world *w, int32_t day)
{
    for (size_t a = 0; a < agency_count(w); a++) {
        if (agency_of(w, a)->cohort == day) {
            note(w, a, day);
        }
    }
}

void agency_counts_lot_hire(struct world *w, const struct transition *t)
{
    uint8_t cohort = w->agencies->help.row[t->person].cohort;
    if (cohort > 0 && t->from == STATUS_UNEMPLOYED) {
        agency_tally(w, OWN_lot_hires)[cohort - 1]++;
    }
}

static enum lot_state lot_state(const struct world *w, size_t i)
{
    enum { LASTING_DAYS = 180 };
    uint8_t status = w->people.row[i].status;
    if (status_employee(status)) {
        const struct job *job = &w->jobs.row[i];
        bool lasting = job->end == NEVER || job->end - job->start >= LASTING_DAYS;
        return lasting ? LOT_LASTING : LOT_JOB;
    }
    return status == STATUS_SELF_EMPLOYED ? LOT_JOB
           : status == STATUS_UNEMPLOYED  ? LOT_UNEMPLOYED
                                          : LOT_OTHER;
}

/* ---- Stocks ---------------------------------------------------------------------------------------------
 */

static void count_person(const struct world *w, size_t i, int32_t day, int64_t *const tally[])
{
    const struct help *help = &w->agencies->help.row[i];
    uint8_t status = w->people.row[i].status;
    for (size_t f = 0; help->frictions >> f != 0; f++) {
        tally[OWN_friction_people][f * STATUS_COUNT + status] += help->frictions >> f & 1;
    }
    if (help->cohort > 0) {
        tally[OWN_lot_people][(help->cohort - 1) * LOT_STATES + lot_state(w, i)]++;
    }
    bool unemployed = status == STATUS_UNEMPLOYED;
    if (!help->registered && !unemployed) {
        return;
    }
    size_t class = duration_class(day - w->people.row[i].jobless_since);
    size_t kind = !unemployed ? 2 : help->registered ? 0 : 1;
    tally[OWN_jobseekers][kind * DURATION_COUNT + class]++;
    if (help->registered && unemployed) {
        size_t by = helped(help->followed);
        size_t age = age_group_of(w, person_age(w, i, day));
        tally[OWN_registered_helped][by * DURATION_COUNT + class]++;
        tally[OWN_registered_helped_by_age][by * w->age_count + age]++;
    }
}

struct counting {
    const struct world *w;
    int32_t day;
};

static void count_block(void *context, const struct span *span)
{
    const struct counting *counting = context;
    const struct world *w = counting->w;
    int64_t *tally[OWN_lot_hires + 1];
    for (size_t own = 0; own <= OWN_lot_hires; own++) {
        tally[own] = outputs_tally(&w->sim->outputs, w->agencies->first_output + own, span->thread);
    }
    for (size_t i = span->begin; i < span->end; i++) {
        count_person(w, i, counting->day, tally);
    }
}

static void count_offices(const struct world *w)
{
    const struct public_agencies *state = w->agencies;
    for (size_t c = 0; c < state->counsellors.table.rows; c++) {
        agency_tally(w, OWN_agency_counsellors)[state->counsellors.row[c].agency]++;
    }
    for (size_t k = 0; k < state->cases.table.rows; k++) {
        const struct agency_case *c = &state->cases.row[k];
        if (state->help.row[c->person].followed >> c->agency & 1) {
            agency_tally(w, OWN_agency_people)[c->agency * FOLLOW_UP_COUNT + c->follow_up]++;
        }
    }
    for (size_t firm = 0; firm < state->visits.table.rows; firm++) {
        uint8_t by = state->visits.by[firm];
        if (by != 0) {
            agency_tally(w, OWN_employers_visited)[(by & (by - 1)) != 0]++;
        }
    }
}

void agency_counts_observe(struct world *w)
{
    struct counting counting = {w, w->agencies->today + 1};
    if (w->agencies->help.table.rows == 0) {
        return;
    }
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, count_block, &counting);
    outputs_gather(&w->sim->outputs, OUTPUT_MONTHLY);
    count_offices(w);
}
