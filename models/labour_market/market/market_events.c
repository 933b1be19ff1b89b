/* What the market did with those who are followed: posts passed by, applications, offers, hires. */
#include <math.h>

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/history/recorder.h"
#include "models/labour_market/market/matching.h"
#include "models/labour_market/state/person.h"
#include "sim/memory.h"

static const float MILLIONTH = 1e-6F; /* of a log point: the unit of scores in letters */

static bool follows_either(const struct world *w, size_t person, size_t firm)
{
    return event_follows(w, person) || event_follows_firm(w, firm_id(w, firm));
}

/* A post and someone who has to do with it. */
static struct event_row row_of_post(const struct world *w, int32_t day, enum happening event, size_t person,
                                    size_t v)
{
    const struct vacancy *vacancy = &w->vacancies.row[v];
    struct event_row row = event_blank(w, day, event, person, vacancy->firm);
    row.since = vacancy->opened;
    row.contract = vacancy->contract;
    row.need = vacancy->need;
    row.channel = vacancy->channel;
    row.occupation = vacancy->occupation;
    row.hours = vacancy->hours;
    row.until = vacancy->length > 0 ? day + vacancy->length : NEVER;
    return row;
}

void event_passed(const struct world *w, const struct span *span, size_t person, size_t v, int32_t day,
                  const struct passed_post *passed)
{
    struct event_row row = row_of_post(w, day, HAPPENED_PASSED, person, v);
    row.because = (uint8_t)passed->because;
    row.pay = (float)passed->wage;
    row.worth = (float)passed->worth;
    row.asked = (float)passed->asked;
    row.output = (float)passed->output;
    row.labour_cost = (float)passed->labour_cost;
    event_post(w, span, &row);
}

/* ---- Applications ------------------------------------------------------------------------------------- */

static const struct application *application_at(const struct world *w, size_t k)
{
    return (const struct application *)w->applications.items + k;
}

/* Offers mark applications, so their scores are kept as they were. */
enum status events_applied(struct world *w, struct error *error)
{
    struct explain *state = explain_of(w);
    size_t count = w->applications.count, rows = w->vacancies.table.rows;
    if (w->followed == NULL) {
        return STATUS_OK;
    }
    if (count > state->score_room) {
        int32_t *scores = memory_grow(state->scores, state->score_room, 2 * count, sizeof *scores);
        if (scores == NULL) {
            return error_memory(error, "explain");
        }
        state->scores = scores;
        state->score_room = 2 * count;
    }
    if (rows > state->filled_room) {
        uint32_t *filled = memory_grow(state->filled, state->filled_room, 2 * rows, sizeof *filled);
        if (filled == NULL) {
            return error_memory(error, "explain");
        }
        state->filled = filled;
        state->filled_room = 2 * rows;
    }
    for (size_t k = 0; k < count; k++) {
        state->scores[k] = application_at(w, k)->score;
    }
    for (size_t v = 0; v < rows; v++) {
        state->filled[v] = NOBODY;
    }
    return STATUS_OK;
}

/* The applications for a post: `begin` to `end` - 1. */
struct field_of {
    size_t begin, end;
};

static struct field_of field_of_group(const struct world *w, size_t group)
{
    return (struct field_of){w->applications.group_begin[group], w->applications.group_begin[group + 1]};
}

/* By halves: groups lie in the order of posts. */
static struct field_of field_of_post(const struct world *w, size_t v)
{
    const struct mailbox *box = &w->applications;
    size_t low = 0, high = box->group_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = box->receiver[box->group_begin[middle]] < v;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    bool found = low < box->group_count && box->receiver[box->group_begin[low]] == v;
    return found ? field_of_group(w, low) : (struct field_of){0, 0};
}

static uint16_t at_most_u16(size_t count)
{
    return (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX);
}

/* Rank of application k: of equal ones the first comes first, as offers go. */
static void set_rank(const struct world *w, struct field_of field, size_t k, struct event_row *row)
{
    const int32_t *scores = explain_of(w)->scores;
    size_t rank = 1;
    for (size_t other = field.begin; other < field.end; other++) {
        rank += scores[other] > scores[k] || (scores[other] == scores[k] && other < k);
    }
    row->rank = at_most_u16(rank);
    row->applicants = at_most_u16(field.end - field.begin);
    row->score = (float)scores[k] * MILLIONTH;
}

static size_t application_of(const struct world *w, struct field_of field, uint32_t person)
{
    size_t k = field.begin;
    while (k < field.end && application_at(w, k)->person != person) {
        k++;
    }
    return k;
}

/* ---- Hires -------------------------------------------------------------------------------------------- */

/* What the firm would weigh for such a post today, beside the hire. */
static enum status add_options(const struct world *w, int32_t day, size_t person, size_t v,
                               struct error *error)
{
    const struct vacancy *vacancy = &w->vacancies.row[v];
    struct contract_option options[MOST_OPTIONS];
    size_t count = contract_options(w, vacancy->firm, (enum need)vacancy->need, vacancy->needed, options);
    enum status status = STATUS_OK;
    for (size_t k = 0; k < count; k++) {
        struct event_row row = event_blank(w, day, HAPPENED_OPTION, person, vacancy->firm);
        row.contract = options[k].contract;
        row.need = vacancy->need;
        row.days = vacancy->needed > 0 ? (float)vacancy->needed : NAN;
        row.unit_cost = (float)options[k].cost;
        row.share = (float)options[k].share;
        TRY(event_add(w, &row, error));
    }
out:
    return status;
}

static enum status add_hire(const struct world *w, int32_t day, const struct hire *hire, struct error *error)
{
    struct event_row row = row_of_post(w, day, HAPPENED_HIRED, hire->person, hire->vacancy);
    const struct vacancy *vacancy = &w->vacancies.row[hire->vacancy];
    enum status status;
    row.because = hire->channel == CHANNEL_CALL_BACK ? BECAUSE_CALLED : BECAUSE_BEST;
    row.channel = (uint8_t)hire->channel;
    row.pay = (float)hire->wage;
    row.hours = (uint8_t)contract_hours(w, vacancy->contract, hire->wage, vacancy->hours);
    uint32_t beside = job_beside(w, hire->person);
    row.second =
        beside != NO_JOB && w->jobs.row[beside].start == day && w->jobs.row[beside].place == vacancy->firm;
    row.to = row.second ? UINT8_MAX : w->people.row[hire->person].status;
    if (hire->channel != CHANNEL_CALL_BACK) {
        struct field_of field = field_of_post(w, hire->vacancy);
        size_t k = application_of(w, field, hire->person);
        if (k < field.end) {
            set_rank(w, field, k, &row);
        }
    }
    TRY(event_add(w, &row, error));
    if (event_follows(w, hire->person)) {
        TRY(add_options(w, day, hire->person, hire->vacancy, error));
    }
out:
    return status;
}

/* Those whose offers were not taken: the person has a better one. */
static enum status add_declined(const struct world *w, int32_t day, const struct letters *letters,
                                struct error *error)
{
    const struct offer *offers = letters->items;
    size_t best = 0;
    enum status status = STATUS_OK;
    for (size_t k = 1; k < letters->count; k++) {
        best = offers[k].appeal > offers[best].appeal ? k : best;
    }
    for (size_t k = 0; k < letters->count; k++) {
        if (k == best || !follows_either(w, letters->receiver, w->vacancies.row[offers[k].vacancy].firm)) {
            continue;
        }
        struct event_row row = row_of_post(w, day, HAPPENED_DECLINED, letters->receiver, offers[k].vacancy);
        row.because = BECAUSE_BETTER_OFFER;
        row.channel = (uint8_t)offers[k].channel;
        row.pay = (float)offers[k].wage;
        row.worth = (float)offers[k].appeal;
        row.asked = (float)offers[best].appeal;
        TRY(event_add(w, &row, error));
    }
out:
    return status;
}

enum status events_hired(struct world *w, int32_t day, struct error *error)
{
    const struct hire *hires = (const struct hire *)w->hires.items;
    enum status status = STATUS_OK;
    if (w->followed == NULL) {
        return STATUS_OK;
    }
    for (size_t group = 0; group < w->offers.group_count; group++) {
        struct letters letters = mailbox_group(&w->offers, group);
        TRY(letters.count > 1 ? add_declined(w, day, &letters, error) : STATUS_OK);
    }
    for (size_t k = 0; k < w->hires.count; k++) {
        if (hires[k].channel != CHANNEL_CALL_BACK) {
            explain_of(w)->filled[hires[k].vacancy] = hires[k].person;
        }
        if (follows_either(w, hires[k].person, w->vacancies.row[hires[k].vacancy].firm)) {
            TRY(add_hire(w, day, &hires[k], error));
        }
    }
out:
    return status;
}

/* ---- Refusals ----------------------------------------------------------------------------------------- */

/* Has begun a job today, here or elsewhere. */
static bool has_begun(const struct world *w, size_t person, int32_t day)
{
    uint32_t beside = job_beside(w, person);
    return (status_employee(w->people.row[person].status) && w->jobs.row[person].start == day) ||
           (beside != NO_JOB && w->jobs.row[beside].start == day);
}

static enum status add_refused(const struct world *w, int32_t day, size_t v, struct field_of field, size_t k,
                               struct error *error)
{
    const struct application *application = application_at(w, k);
    const struct explain *state = explain_of(w);
    struct event_row row = row_of_post(w, day, HAPPENED_REFUSED, application->person, v);
    size_t hired = application_of(w, field, state->filled[v]);
    row.because = state->filled[v] != NOBODY ? BECAUSE_OUTRANKED : BECAUSE_NOT_REACHED;
    row.pay = (float)application->wage;
    row.worth = (float)application->appeal;
    set_rank(w, field, k, &row);
    const struct score_penalties off = matching_penalties(w, application->person, v, day);
    row.off_joblessness = (float)off.joblessness;
    row.off_inexperience = (float)off.inexperience;
    row.off_age = (float)off.age;
    row.best_score = hired < field.end ? (float)state->scores[hired] * MILLIONTH : NAN;
    return event_add(w, &row, error);
}

enum status events_refused(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t group = 0; w->followed != NULL && group < w->applications.group_count; group++) {
        struct field_of field = field_of_group(w, group);
        uint32_t v = w->applications.receiver[field.begin];
        bool firm = event_follows_firm(w, firm_id(w, w->vacancies.row[v].firm));
        for (size_t k = field.begin; k < field.end; k++) {
            uint32_t person = application_at(w, k)->person;
            if ((firm || event_follows(w, person)) && !has_begun(w, person, day)) {
                TRY(add_refused(w, day, v, field, k, error));
            }
        }
    }
out:
    return status;
}
