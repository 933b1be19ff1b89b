#include "models/labour_market/organisations/public_agencies/public_agencies.h"

#include "models/labour_market/organisations/public_agencies/agency_counts.h"
#include "models/labour_market/organisations/public_agencies/caseloads.h"
#include "models/labour_market/organisations/public_agencies/counselling.h"
#include "models/labour_market/organisations/public_agencies/frictions.h"
#include "models/labour_market/organisations/public_agencies/funding.h"
#include "models/labour_market/state/breach.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/transitions.h"
#include "sim/date.h"

/* ---- Whom agencies are there for -------------------------------------------------------------------- */

double agency_lot(const struct world *w, size_t i)
{
    struct rng rng = person_stream_kept(w, STREAM_LOT, i, w->sim->first_day);
    return rng_uniform(&rng);
}

bool agency_meant_for(const struct world *w, size_t a, size_t i, int32_t day)
{
    enum { LONG_TERM_DAYS = 365 };
    const struct agency *agency = agency_of(w, a);
    const struct person *person = &w->people.row[i];
    if (agency->zone >= 0 && person->zone != agency->zone) {
        return false;
    }
    bool meant = true;
    switch ((enum mission)agency->serves) {
    case SERVES_ALL:
        break;
    case SERVES_YOUNG:
        meant = person_age(w, i, day) < agency_values(w)->public_agencies.young_below;
        break;
    case SERVES_HEALTH:
        meant = w->agencies->help.row[i].frictions >> FRICTION_HEALTH & 1;
        break;
    case SERVES_QUALIFIED:
        meant = person->qualification + 1U == w->level_count;
        break;
    case SERVES_LONG_TERM:
        meant = day - person->jobless_since >= LONG_TERM_DAYS;
        break;
    }
    return meant;
}

bool agency_serves(const struct world *w, size_t a, size_t i, int32_t day)
{
    double lot = agency_of(w, a)->lot;
    return agency_meant_for(w, a, i, day) && (lot >= 1 || agency_lot(w, i) < lot);
}

size_t agency_profile(const struct world *w, size_t i, int32_t day)
{
    enum { YOUNG_BELOW = 26, OLD_FROM = 50 };
    int32_t age = person_age(w, i, day);
    size_t group = age < YOUNG_BELOW ? 0 : age < OLD_FROM ? 1 : 2;
    size_t level = w->people.row[i].qualification > 0;
    size_t duration = duration_class(day - w->people.row[i].jobless_since);
    return (duration * PROFILE_LEVELS + level) * PROFILE_AGES + group;
}

/* ---- Registration ------------------------------------------------------------------------------------- */

void agency_forget(struct world *w, size_t i)
{
    struct help *help = &w->agencies->help.row[i];
    help->registered = help->followed = help->sent = 0;
}

struct month {
    struct world *w;
    int32_t day;
};

/* Who works for a term goes on being registered; who has stopped searching is struck off sooner or later. */
static void renew(struct world *w, size_t i, const struct public_agency_params *p, struct rng *rng)
{
    uint8_t status = w->people.row[i].status;
    bool searches = status == STATUS_UNEMPLOYED || status_role(status) == ROLE_FLEXIBLE;
    if (!searches && (status != STATUS_HALO || rng_chance(rng, p->lapse))) {
        agency_forget(w, i);
    }
}

static void register_block(void *context, const struct span *span)
{
    const struct month *month = context;
    struct world *w = month->w;
    const struct public_agency_params *p = &agency_values(w)->public_agencies;
    for (size_t i = span->begin; i < span->end; i++) {
        struct help *help = &w->agencies->help.row[i];
        if (!help->registered && w->people.row[i].status != STATUS_UNEMPLOYED) {
            continue;
        }
        struct rng rng = person_stream(w, STREAM_REGISTRATION, i, month->day);
        if (help->registered) {
            renew(w, i, p, &rng);
        } else {
            help->registered =
                !person_has(w, i, STREAM_STAYS_AWAY, p->stay_away) && rng_chance(&rng, p->registers);
        }
    }
}

/* ---- A month begins ------------------------------------------------------------------------------------ */

static void draw_block(void *context, const struct span *span)
{
    const struct month *month = context;
    for (size_t i = span->begin; i < span->end; i++) {
        frictions_draw(month->w, i);
        month->w->agencies->help.row[i].proposed = INT32_MIN;
    }
}

static enum status first_month(struct month *month, struct error *error)
{
    struct world *w = month->w;
    struct public_agencies *state = w->agencies;
    enum status status;
    TRY(table_resize(&state->help.table, w->people.table.rows, error));
    TRY(table_resize(&state->visits.table, w->employers.table.rows, error));
    TRY(table_resize(&state->agencies.table, agency_count(w), error));
    TRY(table_resize(&state->profiles.table, PROFILES, error));
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, draw_block, month);
    funding_begin(w, month->day);
out:
    return status;
}

/* What was seen counts half after a year. */
static void look_back(struct world *w, int32_t day)
{
    const double kept = 0.944; /* a month: 2^(-1/12) */
    struct public_agencies *state = w->agencies;
    for (size_t class = 0; class < PROFILES; class ++) {
        state->profiles.months[class] *= kept;
        state->profiles.found[class] *= kept;
    }
    for (size_t k = 0; k < state->candidates.table.rows; k++) {
        uint32_t i = state->candidates.person[k];
        if (w->people.row[i].status == STATUS_UNEMPLOYED) {
            state->profiles.months[agency_profile(w, i, day)]++;
        }
    }
    for (size_t firm = 0; firm < state->visits.table.rows; firm++) {
        state->visits.by[firm] = 0;
    }
}

enum status public_agencies_open_month(struct world *w, int32_t day, struct error *error)
{
    struct month month = {w, day};
    enum status status = STATUS_OK;
    if (w->agencies == NULL) {
        return STATUS_OK;
    }
    if (w->agencies->help.table.rows == 0) {
        TRY(first_month(&month, error));
    }
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, register_block, &month);
    if (date_of_day(day).month == 1) {
        funding_follow(w, day);
    }
    TRY(caseloads_fill(w, day, error));
    look_back(w, day);
    agency_counts_month(w, day);
out:
    return status;
}

/* ---- Days ------------------------------------------------------------------------------------------- */

enum status public_agencies_act(struct world *w, int32_t day, struct error *error)
{
    if (w->agencies == NULL) {
        return STATUS_OK;
    }
    w->agencies->today = day;
    agency_counts_note_cohort(w, day);
    return counselling_act(w, day, error);
}

/* Whether counsellors know of the post: they visit firms, not employers that only lend staff. */
static bool post_registered(struct world *w, struct vacancy *vacancy, int32_t day)
{
    bool visited = vacancy->firm < w->agencies->visits.table.rows;
    if (visited && vacancy->channel == CHANNEL_NETWORK && w->agencies->visits.until[vacancy->firm] > day) {
        vacancy->channel = CHANNEL_PES;
    }
    return vacancy->channel == CHANNEL_PES;
}

enum status public_agencies_list_posts(struct world *w, int32_t day, struct error *error)
{
    enum { AHEAD = 16 };
    struct public_agencies *state = w->agencies;
    size_t cells = w->zone_count * w->occupation_count;
    uint32_t count = 0;
    enum status status = STATUS_OK;
    if (state == NULL) {
        return STATUS_OK;
    }
    if (state->posts_begin == NULL) {
        state->posts_begin = memory_alloc(cells + 1, sizeof *state->posts_begin);
    }
    if (state->posts_begin == NULL) {
        TRY(error_memory(error, "public agencies"));
    }
    TRY(table_resize(&state->posts.table, w->vacancies.table.rows, error));
    for (size_t c = 0; c < cells; c++) {
        state->posts_begin[c] = count;
        for (uint32_t k = w->cell_begin[c]; k < w->cell_begin[c + 1]; k++) {
            uint32_t v = w->cell_vacancies[k];
            if (k + AHEAD < w->cell_begin[cells]) {
                memory_fetch(&w->vacancies.row[w->cell_vacancies[k + AHEAD]]);
            }
            if (post_registered(w, &w->vacancies.row[v], day)) {
                state->posts.vacancy[count++] = v;
            }
        }
    }
    state->posts_begin[cells] = count;
out:
    return status;
}

/* Where the person looks, but only among posts that are there. */
int64_t agency_proposal(const struct world *w, size_t i, struct rng *rng)
{
    enum { TRIES = 4 };
    const struct public_agencies *state = w->agencies;
    const struct person *person = &w->people.row[i];
    for (int k = 0; k < TRIES; k++) {
        uint32_t occupation = person->occupation;
        if (!rng_chance(rng, w->p->search.own_occupation) && w->trades.similar[occupation].size > 0) {
            uint32_t other = alias_draw(&w->trades.similar[occupation], rng);
            bool qualified = world_occupation(w, other)->qualification <= person->qualification;
            occupation = qualified ? other : occupation;
        }
        size_t cell = alias_draw(&w->geography.look_at[person->zone], rng) * w->occupation_count + occupation;
        uint32_t posts = state->posts_begin[cell + 1] - state->posts_begin[cell];
        if (posts > 0) {
            return state->posts.vacancy[state->posts_begin[cell] + rng_below(rng, posts)];
        }
    }
    return -1;
}

/* ---- Transitions ------------------------------------------------------------------------------------- */

static bool lasts(const struct world *w, const struct transition *t)
{
    int32_t length = transition_length(t);
    return length == 0 || length >= agency_values(w)->public_agencies.placement_days;
}

/* A lasting job ends registration; one of some days ends nothing. */
static void place(struct world *w, const struct transition *t, int32_t day)
{
    struct public_agencies *state = w->agencies;
    const struct help *help = &state->help.row[t->person];
    if (!help->registered) {
        return;
    }
    if (t->from == STATUS_UNEMPLOYED) {
        state->profiles.found[agency_profile(w, t->person, day)]++;
        agency_counts_placement(w, t->person, day);
    }
    agency_forget(w, t->person);
}

/* Out of work, most register at once. */
static void sign_on(struct world *w, size_t i, int32_t day)
{
    const struct public_agency_params *p = &agency_values(w)->public_agencies;
    struct help *help = &w->agencies->help.row[i];
    if (!help->registered && w->people.row[i].status == STATUS_UNEMPLOYED) {
        struct rng rng = person_stream(w, STREAM_REGISTRATION, i, day);
        help->registered =
            rng_chance(&rng, p->registers) && !person_has(w, i, STREAM_STAYS_AWAY, p->stay_away);
    }
}

static void come(struct world *w, size_t i)
{
    w->agencies->help.row[i] = (struct help){.proposed = INT32_MIN};
    frictions_draw(w, i);
}

static enum status settle(struct world *w, int32_t day, struct error *error)
{
    (void)error;
    if (w->agencies == NULL || w->agencies->help.table.rows == 0) {
        return STATUS_OK;
    }
    for (size_t k = 0; k < w->happened.count; k++) {
        const struct transition *t = &w->happened.items[k];
        if (!t->main) {
            continue;
        }
        if (t->reason == REASON_LEFT) {
            come(w, t->person);
        } else if (t->kind == TRANSITION_HIRE) {
            if (lasts(w, t)) {
                agency_counts_lot_hire(w, t);
                place(w, t, day);
            }
        } else if (t->to == STATUS_UNEMPLOYED) {
            sign_on(w, t->person, day);
        }
    }
    return STATUS_OK;
}

/* ---- What must hold ------------------------------------------------------------------------------------ */

static enum status audit_counsellors(const struct world *w, struct error *error)
{
    const double margin = 1e-3;
    const struct public_agencies *state = w->agencies;
    for (size_t c = 0; c < state->counsellors.table.rows; c++) {
        const struct counsellor *counsellor = &state->counsellors.row[c];
        BREACH(counsellor->minutes > counsellor_day(w) + margin,
               "counsellor %zu has worked %g minutes of a day of %g", c, (double)counsellor->minutes,
               counsellor_day(w));
        BREACH((size_t)counsellor->first + counsellor->count > state->cases.table.rows,
               "counsellor %zu has cases up to %u of %zu", c, counsellor->first + counsellor->count,
               state->cases.table.rows);
        for (uint32_t k = counsellor->first; k < counsellor->first + counsellor->count; k++) {
            BREACH(state->cases.row[k].counsellor != c || state->cases.row[k].agency != counsellor->agency,
                   "case %u is not that of counsellor %zu", k, c);
        }
    }
    return STATUS_OK;
}

/* Only who is registered is followed, by as many agencies as have a case of the person. */
static enum status audit_people(const struct world *w, struct error *error)
{
    const struct public_agencies *state = w->agencies;
    int64_t followed[MAX_AGENCIES] = {0}, cases[MAX_AGENCIES] = {0};
    for (size_t i = 0; i < state->help.table.rows; i++) {
        const struct help *help = &state->help.row[i];
        BREACH(help->followed != 0 && !help->registered, "person %zu is followed and not registered", i);
        for (size_t a = 0; a < MAX_AGENCIES; a++) {
            followed[a] += help->followed >> a & 1;
        }
    }
    for (size_t k = 0; k < state->cases.table.rows; k++) {
        const struct agency_case *c = &state->cases.row[k];
        cases[c->agency] += state->help.row[c->person].followed >> c->agency & 1;
    }
    for (size_t a = 0; a < MAX_AGENCIES; a++) {
        BREACH(followed[a] != cases[a], "agency %zu follows %lld people and has cases of %lld", a,
               (long long)followed[a], (long long)cases[a]);
    }
    return STATUS_OK;
}

static enum status audit(const struct world *w, int32_t day, struct error *error)
{
    (void)day;
    if (w->agencies == NULL) {
        return STATUS_OK;
    }
    PASS(audit_counsellors(w, error));
    return audit_people(w, error);
}

/* ---- The record ---------------------------------------------------------------------------------------- */

static enum status create(struct world *w, struct error *error)
{
    (void)error;
    const struct agency_values *values = part_params(w->p, &part_public_agencies);
    struct public_agencies *state = part_state(w, &part_public_agencies);
    state->values = values;
    state->first_output = part_output(&part_public_agencies, 0);
    w->agencies = values->public_agencies.active ? state : NULL;
    return STATUS_OK;
}

static void destroy(struct world *w)
{
    struct public_agencies *state = part_state(w, &part_public_agencies);
    memory_free(state->ranks);
    memory_free(state->posts_begin);
}

static void observe(struct world *w, enum output_axis axis)
{
    if (axis == OUTPUT_MONTHLY && w->agencies != NULL) {
        agency_counts_observe(w);
    }
}

static const struct param params[] = {PUBLIC_AGENCY_PARAMS(PARAM_ENTRY, struct public_agency_params)};
static const struct param friction_params[] = {FRICTION_PARAMS(PARAM_ENTRY, struct friction_params)};
static const struct param agency_fields[] = {AGENCY_FIELDS(PARAM_ENTRY, struct agency)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct agency_values, public_agencies, "Public agencies with counsellors.", params),
    PARAM_SCALARS(struct agency_values, frictions,
                  "What keeps people from posts, where public agencies are there.", friction_params),
    PARAM_TABLE(struct agency_values, agencies, "The public agencies.", agency_fields, struct agency,
                MAX_AGENCIES),
};
static const struct requirement needs[] = {
    {"public_agencies", NULL, "public_agencies.active", false},
    {"frictions", NULL, "public_agencies.active", false},
    {"agencies", NULL, "public_agencies.active", false},
    {0},
};
static const struct usual_range usuals[] = {
    {"public_agencies.field_share", 0.3, 0.8, "assumption"},
    {"public_agencies.contact_minutes", 15, 90, "assumption"},
    {0},
};
static const struct output outputs[] = {PUBLIC_AGENCY_OUTPUTS(OUTPUT_ENTRY)};
static const struct part_stream streams[] = {PUBLIC_AGENCY_STREAMS(PART_STREAM)};

static const struct column help_fields[] = {HELP_FIELDS(TABLE_COLUMN, struct help)};
static const struct column help_columns[] = {TABLE_RECORD(struct helped, struct help, help_fields)};
static const struct column agency_columns[] = {AGENCY_STATE_COLUMNS(TABLE_COLUMN, struct agency_states)};
static const struct column counsellor_fields[] = {COUNSELLOR_FIELDS(TABLE_COLUMN, struct counsellor)};
static const struct column counsellor_columns[] = {
    TABLE_RECORD(struct counsellors, struct counsellor, counsellor_fields)};
static const struct column case_fields[] = {CASE_FIELDS(TABLE_COLUMN, struct agency_case)};
static const struct column case_columns[] = {TABLE_RECORD(struct cases, struct agency_case, case_fields)};
static const struct column profile_columns[] = {PROFILE_COLUMNS(TABLE_COLUMN, struct profiles)};
static const struct column visit_columns[] = {VISIT_COLUMNS(TABLE_COLUMN, struct visits)};
static const struct column post_columns[] = {POST_COLUMNS(TABLE_COLUMN, struct posts)};
static const struct column candidate_columns[] = {CANDIDATE_COLUMNS(TABLE_COLUMN, struct candidates)};

#define SCRATCH(entity, name, columns)                                                                       \
    {                                                                                                        \
        offsetof(struct public_agencies, entity.table), name, columns,                                       \
            sizeof(columns) / sizeof((columns)[0]), true                                                     \
    }
static const struct part_table tables[] = {
    PART_OWN_TABLE(struct public_agencies, help, "agency_help", help_columns),
    PART_OWN_TABLE(struct public_agencies, agencies, "agencies", agency_columns),
    PART_OWN_TABLE(struct public_agencies, counsellors, "agency_counsellors", counsellor_columns),
    PART_OWN_TABLE(struct public_agencies, cases, "agency_cases", case_columns),
    PART_OWN_TABLE(struct public_agencies, profiles, "agency_profiles", profile_columns),
    PART_OWN_TABLE(struct public_agencies, visits, "agency_visits", visit_columns),
    SCRATCH(candidates, "agency_candidates", candidate_columns),
    SCRATCH(posts, "agency_posts", post_columns),
    SCRATCH(drafts, "agency_drafts", case_columns),
};

const struct part part_public_agencies = {
    .name = "public_agencies",
    PART_OWN_GROUPS(groups, struct agency_values),
    .declares = {PART_LIST(output, outputs), .needs = needs, .usuals = usuals},
    PART_LIST(stream, streams),
    PART_LIST(table, tables),
    .state_size = sizeof(struct public_agencies),
    .create = create,
    .destroy = destroy,
    .settle = settle,
    .observe = observe,
    .audit = audit,
};
