/* What people who are followed live: jobs that end or go on, other statuses and plans, rights to benefit. */
#include <math.h>

#include "models/labour_market/history/recorder.h"
#include "models/labour_market/state/benefits.h"
#include "models/labour_market/state/person.h"

void event_rate(const struct world *w, size_t person, double rate)
{
    explain_of(w)->rates[person] = (float)rate;
}

static enum happening happening_of(const struct transition *t)
{
    switch ((enum transition_kind)t->kind) {
    case TRANSITION_PARTING:
        return HAPPENED_ENDED;
    case TRANSITION_CONVERT:
        return HAPPENED_CONVERTED;
    case TRANSITION_RENEW:
        return HAPPENED_RENEWED;
    case TRANSITION_HOURS:
        return HAPPENED_HOURS;
    case TRANSITION_STATUS:
        return HAPPENED_STATUS;
    default:
        return HAPPENED_PLANS;
    }
}

/* The event of life that comes today; how the others come to pass is written in their names. */
static enum because because_of_event(const struct world *w, size_t i)
{
    switch ((enum event)w->people.row[i].event) {
    case EVENT_BAD_EMPLOYER:
        return BECAUSE_EMPLOYER_SAW;
    case EVENT_BAD_WORKER:
        return BECAUSE_PERSON_SAW;
    case EVENT_RETIRE:
        return BECAUSE_AGE;
    case EVENT_SCHOOL:
        return BECAUSE_SCHOOL;
    case EVENT_LEAVE:
        return BECAUSE_MOVED;
    case EVENT_CHECK:
    case EVENT_TAKEN_BACK:
        return BECAUSE_NONE;
    default:
        return BECAUSE_CHANCE;
    }
}

static enum because because_of(const struct world *w, const struct transition *t)
{
    switch ((enum reason)t->reason) {
    case REASON_TERM:
        return BECAUSE_TERM;
    case REASON_ECONOMIC:
        return BECAUSE_LESS_STAFF;
    case REASON_CONVERTED:
        return BECAUSE_MORE_STAFF;
    case REASON_HOURS:
        return BECAUSE_ASKED;
    case REASON_LEFT:
        return BECAUSE_MOVED;
    case REASON_CLOSURE:
        return t->kind == TRANSITION_PARTING ? BECAUSE_CLOSURE : BECAUSE_CHANCE;
    default:
        break;
    }
    if (!t->main) {
        return BECAUSE_SECOND;
    }
    return t->to == TO_ANOTHER_JOB ? BECAUSE_BETTER_JOB : because_of_event(w, t->person);
}

/* What was settled when the firm's other row of the day was written is not known here: the firm is as it is
 * after this step. */
static struct event_row row_of(const struct world *w, const struct transition *t, int32_t day)
{
    struct event_row row = event_blank(w, day, happening_of(t), t->person, t->place);
    row.because = (uint8_t)because_of(w, t);
    row.reason = t->reason;
    row.from = t->from;
    row.to = t->to < STATUS_COUNT ? t->to : UINT8_MAX;
    row.since = t->job != NO_JOB ? t->start : t->since;
    row.until = t->end;
    row.pay = (float)t->pay;
    row.contract = t->contract;
    row.need = t->need;
    row.channel = t->channel;
    row.occupation = t->occupation;
    row.hours = t->hours;
    row.second = !t->main;
    row.rate = row.because == BECAUSE_CHANCE ? explain_of(w)->rates[t->person] : NAN;
    if (t->place != NO_EMPLOYER) {
        event_staff(w, t->place, &row);
        row.firm = t->place_id; /* the row may be that of a new firm */
    }
    if (t->kind == TRANSITION_CONVERT || t->kind == TRANSITION_RENEW || t->kind == TRANSITION_HOURS) {
        row.until = w->jobs.row[t->job].end; /* as it goes on */
        row.contract = w->jobs.row[t->job].contract;
        row.hours = w->jobs.row[t->job].hours;
        row.pay = (float)w->jobs.row[t->job].pay;
    }
    return row;
}

/* Who becomes unemployed, by the simple insurance (state/benefits.h); with incomes on, months say more. */
static enum status add_benefit(const struct world *w, const struct transition *t, int32_t day,
                               struct error *error)
{
    const struct person *person = &w->people.row[t->person];
    bool lost = t->main && t->to == STATUS_UNEMPLOYED && status_employed(t->from);
    if (!lost || w->institutions.insurance.replacement <= 0) {
        return STATUS_OK;
    }
    struct event_row row = event_blank(w, day, HAPPENED_BENEFIT, t->person, NO_EMPLOYER);
    row.to = t->to;
    row.need = t->need;
    row.days = person->rights;
    row.pay = (float)person->last_pay;
    if (benefit_barred(w, t->person)) {
        row.because = BECAUSE_LEFT_FREELY;
    } else if (!benefit_drawn(w, t->person, day)) {
        row.because = BECAUSE_TOO_SHORT;
    } else {
        row.because = BECAUSE_INSURED;
        row.until = person->jobless_since + person->rights;
        row.benefit = (float)benefit_month(w, t->person);
    }
    return event_add(w, &row, error);
}

/* A hire is told with what the market did (market_events.c). */
static bool is_told(const struct world *w, const struct transition *t)
{
    bool hired = t->kind == TRANSITION_HIRE || t->reason == REASON_HIRED;
    bool firm = t->place != NO_EMPLOYER && event_follows_firm(w, t->place_id);
    return !hired && (event_follows(w, t->person) || firm);
}

enum status events_lived(struct world *w, int32_t day, bool incomes, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; w->followed != NULL && k < w->happened.count; k++) {
        const struct transition *t = &w->happened.items[k];
        if (!is_told(w, t)) {
            continue;
        }
        struct event_row row = row_of(w, t, day);
        TRY(event_add(w, &row, error));
        TRY(!incomes && event_follows(w, t->person) ? add_benefit(w, t, day, error) : STATUS_OK);
    }
out:
    return status;
}
