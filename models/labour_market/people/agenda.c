#include "models/labour_market/people/agenda.h"

#include "models/labour_market/market/search.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/state/person.h"

void agenda_begin(struct world *w, size_t i, int32_t day)
{
    search_start(w, i, day);
    life_schedule(w, i, day);
    person_reschedule(w, i);
}

/* Whoever is called back knows the employer, and is known: such a match is not a bad one. */
static void after_hire(struct world *w, const struct transition *t, int32_t day)
{
    search_start(w, t->person, day);
    if (!t->main) {
        life_schedule_quit(w, t->job, day);
    } else if (t->channel == CHANNEL_CALL_BACK) {
        life_schedule(w, t->person, day);
    } else {
        life_schedule_match(w, t->person, day);
    }
    person_reschedule(w, t->person);
}

void agenda_after(struct world *w, const struct transition *t, int32_t day)
{
    switch ((enum transition_kind)t->kind) {
    case TRANSITION_HIRE:
        after_hire(w, t, day);
        break;
    case TRANSITION_PARTING:
        if (t->main && t->to != TO_ANOTHER_JOB) { /* then the hire settles it */
            agenda_begin(w, t->person, day);
        }
        break;
    case TRANSITION_RENEW:
        person_reschedule(w, t->person);
        break;
    case TRANSITION_STATUS:
        if (t->reason != REASON_HIRED) { /* then the hire settles it */
            agenda_begin(w, t->person, day);
        }
        break;
    case TRANSITION_CONVERT:
    case TRANSITION_HOURS:
    case TRANSITION_PLANS:
        agenda_begin(w, t->person, day);
        break;
    }
}
