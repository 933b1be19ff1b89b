#include "models/labour_market/settle.h"

#include "models/labour_market/history/events.h"
#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/output/flows.h"
#include "models/labour_market/parts.h"
#include "models/labour_market/people/agenda.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/state/person.h"

enum { TRANSITIONS_PER_BLOCK = 256, AHEAD = 16 };

struct settling {
    struct world *w;
    int32_t day;
};

/* No two transitions of one step plan what comes next for the same person, so each writes the row alone. */
static void settle_block(void *context, const struct span *span)
{
    const struct settling *settling = context;
    struct world *w = settling->w;
    for (size_t k = span->begin; k < span->end; k++) {
        const struct transition *t = &w->happened.items[k];
        if (k + AHEAD < span->end) {
            person_fetch(w, w->happened.items[k + AHEAD].person);
        }
        flows_count(w, span, t, settling->day);
        spells_write(w, span, t, settling->day);
        if (t->main && t->reason == REASON_LEFT) {
            traits_write(w, span, t->person);
            household_leave(w, span, t->person, settling->day);
            life_enter(w, t->person, settling->day);
            agenda_begin(w, t->person, settling->day);
        } else {
            agenda_after(w, t, settling->day);
        }
    }
}

enum status settle_transitions(struct world *w, int32_t day, struct error *error)
{
    struct settling settling = {w, day};
    size_t blocks = parallel_blocks(w->happened.count, TRANSITIONS_PER_BLOCK);
    enum status status;
    if (w->followed != NULL) { /* before it is planned what comes next */
        TRY(events_lived(w, day, incomes_kept(w), error));
    }
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
    TRY(panel_open(&w->sim->panels[PANEL_PEOPLE], blocks, error));
    TRY(households_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->happened.count, TRANSITIONS_PER_BLOCK, settle_block, &settling);
    TRY(parts_settle(w, day, error));
    transitions_forget(w);
    TRY(households_settle(w, error));
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
    TRY(panel_close(&w->sim->panels[PANEL_PEOPLE], error));
out:
    return status;
}
