/* Who is followed, and how rows of events are written. */
#include "models/labour_market/history/events.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/labour_market/history/recorder.h"
#include "models/labour_market/state/person.h"
#include "sim/memory.h"

const struct column event_columns[] = {EVENT_COLUMNS(TABLE_COLUMN, struct event_row)};
_Static_assert(sizeof(struct event_row) == 164, "panel rows have no padding");

#define CODE_LABEL(code, label) label,
static const char *const happenings[HAPPENED_COUNT] = {HAPPENINGS(CODE_LABEL)};
static const char *const becauses[BECAUSE_COUNT] = {BECAUSES(CODE_LABEL)};

static const struct explain_params *params_of(const struct parameters *p)
{
    return part_params(p, &part_explain);
}

bool explain_asked(const struct explain_params *p)
{
    return p->people > 0 || p->firms > 0 || p->person_ids.chars[0] != '\0' || p->firm_ids.chars[0] != '\0';
}

double explain_day_rows(const struct parameters *p, double people)
{
    const double of_a_person = 6.3, of_a_job = 22; /* a year */
    const struct explain_params *own = params_of(p);
    return (own->people * people * of_a_person + own->firms * p->firms.jobs * of_a_job) / DAYS_PER_YEAR;
}

enum status events_dimensions(const struct parameters *p, struct outputs *outputs, struct error *error)
{
    enum status status = STATUS_OK;
    if (explain_asked(params_of(p))) {
        TRY(outputs_dimension(outputs, "event", "What happened", HAPPENED_COUNT, happenings, error));
        TRY(outputs_dimension(outputs, "because", "Why it happened", BECAUSE_COUNT, becauses, error));
    }
out:
    return status;
}

/* ---- Who is followed ---------------------------------------------------------------------------------- */

bool id_list_parse(const char *text, struct id_list *list)
{
    list->count = 0;
    for (;;) {
        text += strspn(text, ", ");
        if (*text == '\0') {
            return true;
        }
        char *end = NULL;
        unsigned long long id = *text >= '0' && *text <= '9' ? strtoull(text, &end, 10) : UINT64_MAX;
        if (end == NULL || id >= UINT32_MAX || (*end != '\0' && *end != ',' && *end != ' ') ||
            list->count == MOST_IDS) {
            return false;
        }
        list->ids[list->count++] = (uint32_t)id;
        text = end;
    }
}

static bool has_id(const struct id_list *list, uint32_t id)
{
    for (size_t k = 0; k < list->count; k++) {
        if (list->ids[k] == id) {
            return true;
        }
    }
    return false;
}

static bool is_drawn(const struct world *w, int stream, uint32_t id, double share)
{
    if (share <= 0 || share >= 1) {
        return share >= 1;
    }
    struct rng rng = rng_at(w->streams.purpose[stream], id, 0);
    return rng_uniform(&rng) < share;
}

static bool follows_person(const struct world *w, size_t i)
{
    uint32_t id = person_id(w, i);
    return has_id(&explain_of(w)->people, id) ||
           is_drawn(w, STREAM_FOLLOWED_PERSON, id, params_of(w->p)->people);
}

bool event_follows_firm(const struct world *w, uint32_t id)
{
    return w->followed != NULL && (has_id(&explain_of(w)->firms, id) ||
                                   is_drawn(w, STREAM_FOLLOWED_FIRM, id, params_of(w->p)->firms));
}

static enum status make_room(struct world *w, struct error *error)
{
    struct explain *state = explain_of(w);
    size_t people = w->people.table.rows;
    state->followed = memory_alloc(people, sizeof *state->followed);
    state->rates = memory_alloc(people, sizeof *state->rates);
    if (state->followed == NULL || state->rates == NULL) {
        return error_memory(error, "explain");
    }
    id_list_parse(params_of(w->p)->person_ids.chars, &state->people);
    id_list_parse(params_of(w->p)->firm_ids.chars, &state->firms);
    for (size_t i = 0; i < people; i++) {
        state->followed[i] = follows_person(w, i);
    }
    w->followed = state->followed;
    return STATUS_OK;
}

/* ---- Rows --------------------------------------------------------------------------------------------- */

enum status events_open(struct world *w, size_t blocks, struct error *error)
{
    return w->followed != NULL ? panel_open(&w->sim->panels[PANEL_EVENTS], blocks, error) : STATUS_OK;
}

enum status events_close(struct world *w, struct error *error)
{
    return w->followed != NULL ? panel_close(&w->sim->panels[PANEL_EVENTS], error) : STATUS_OK;
}

void event_post(const struct world *w, const struct span *span, const struct event_row *row)
{
    *(struct event_row *)panel_post(&w->sim->panels[PANEL_EVENTS], span) = *row;
}

enum status event_add(const struct world *w, const struct event_row *row, struct error *error)
{
    return panel_add(&w->sim->panels[PANEL_EVENTS], row, error);
}

/* Every number NaN, every code none. */
static void clear(struct event_row *row)
{
    *row = (struct event_row){.since = NEVER, .until = NEVER, .zone = UINT16_MAX};
    for (size_t c = 0; c < EVENT_COLUMN_COUNT; c++) {
        const struct column *column = &event_columns[c];
        char *at = (char *)row + column->offset;
        bool code = column->type == COLUMN_U8 && column->unit[strlen(column->unit) - 1] == '?';
        if (column->type == COLUMN_F32) {
            *(float *)at = NAN;
        } else if (code) {
            *(uint8_t *)at = UINT8_MAX;
        }
    }
}

struct event_row event_blank(const struct world *w, int32_t day, enum happening event, size_t person,
                             size_t firm)
{
    struct event_row row;
    clear(&row);
    row.day = day;
    row.event = (uint8_t)event;
    row.person = NOBODY;
    row.firm = NO_EMPLOYER;
    if (person != NOBODY) {
        row.person = person_id(w, person);
        row.age = (uint8_t)person_age(w, person, day);
        row.female = w->people.row[person].female;
        row.zone = w->people.row[person].zone;
    }
    if (firm != NO_EMPLOYER) {
        row.firm = firm_id(w, firm);
        row.sector = w->employers.row[firm].sector;
        row.zone = w->employers.row[firm].zone;
    }
    return row;
}

void event_staff(const struct world *w, size_t firm, struct event_row *row)
{
    const struct employer *employer = &w->employers.row[firm];
    row->core_wanted = (float)employer->core_wanted;
    row->core_held = (float)employer->core_hours + (float)employer->marginal_hours;
    row->peak_wanted = (float)employer->peak_wanted;
    row->peak_held = (float)employer->peak_hours;
}

/* ---- The first row of a history ------------------------------------------------------------------------ */

struct event_row event_first(const struct world *w, size_t i, int32_t day, enum because because)
{
    bool employee = status_employee(w->people.row[i].status);
    struct transition t;
    transition_describe(w, &t, i, employee ? i : NO_JOB);
    struct event_row row =
        event_blank(w, day, HAPPENED_FOLLOWED, i, employee ? t.place : (size_t)NO_EMPLOYER);
    row.because = (uint8_t)because;
    row.to = t.to;
    row.since = employee ? t.start : t.since;
    row.until = t.end;
    row.pay = (float)t.pay;
    row.contract = t.contract;
    row.need = t.need;
    row.hours = t.hours;
    row.channel = t.channel;
    row.occupation = t.occupation;
    return row;
}

static enum status begin_people(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (w->followed[i]) {
            struct event_row row = event_first(w, i, day, BECAUSE_FIRST_DAY);
            TRY(event_add(w, &row, error));
        }
    }
out:
    return status;
}

static enum status begin_firms(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t firm = 0; firm < w->employers.table.rows; firm++) {
        if (event_follows_firm(w, firm_id(w, firm))) {
            struct event_row row = event_blank(w, day, HAPPENED_FOLLOWED, NOBODY, firm);
            row.because = BECAUSE_FIRST_DAY;
            row.since = w->employers.row[firm].founded;
            event_staff(w, firm, &row);
            TRY(event_add(w, &row, error));
        }
    }
out:
    return status;
}

enum status events_begin(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    if (!explain_asked(params_of(w->p)) || w->sim->panels[PANEL_EVENTS].closed) {
        return STATUS_OK;
    }
    explain_of(w)->today = day;
    if (w->followed != NULL) {
        return STATUS_OK;
    }
    TRY(make_room(w, error));
    if (day == w->sim->start_day) { /* else the run goes on from there, and this is written */
        TRY(begin_people(w, day, error));
        TRY(begin_firms(w, day, error));
    }
out:
    return status;
}

/* Rows of people who have left are those of others by now. */
static enum status settle(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; w->followed != NULL && k < w->happened.count; k++) {
        const struct transition *t = &w->happened.items[k];
        if (!t->main || t->reason != REASON_LEFT) {
            continue;
        }
        explain_of(w)->followed[t->person] = follows_person(w, t->person);
        if (event_follows(w, t->person)) {
            struct event_row row = event_first(w, t->person, day, BECAUSE_ARRIVED);
            TRY(event_add(w, &row, error));
        }
    }
out:
    return status;
}

/* ---- The record ---------------------------------------------------------------------------------------- */

static enum status check(const struct parameters *p, struct error *error)
{
    const struct explain_params *own = params_of(p);
    struct id_list list;
    bool people = id_list_parse(own->person_ids.chars, &list);
    if (!people || !id_list_parse(own->firm_ids.chars, &list)) {
        error_set(error, STATUS_INPUT,
                  "explain.%s is \"%s\", expected numbers separated by commas, at most %d",
                  people ? "firm_ids" : "person_ids", people ? own->firm_ids.chars : own->person_ids.chars,
                  MOST_IDS);
        error_hint(error, "people and firms have their numbers in panel/spells of a result");
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

static void destroy(struct world *w)
{
    struct explain *state = explain_of(w);
    memory_free(state->followed);
    memory_free(state->rates);
    memory_free(state->scores);
    memory_free(state->filled);
}

static const struct param params[] = {EXPLAIN_PARAMS(PARAM_ENTRY, struct explain_params)};
static const struct param_group groups[] = {
    PART_SCALARS(explain, "Whose events are written down with their reasons, for `bassin explain`.", params),
};
static const struct requirement needs[] = {{"explain", NULL, "run.panels", false}, {0}};
static const struct part_stream streams[] = {EVENT_STREAMS(PART_STREAM)};

const struct part part_explain = {
    .name = "explain",
    PART_OWN_GROUPS(groups, struct explain_params),
    .declares = {.needs = needs},
    PART_LIST(stream, streams),
    .state_size = sizeof(struct explain),
    .check = check,
    .settle = settle,
    .destroy = destroy,
};
