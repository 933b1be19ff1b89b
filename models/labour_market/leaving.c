#include "models/labour_market/leaving.h"

#include "models/labour_market/households.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/person.h"
#include "models/labour_market/second_jobs.h"

enum { FIRMS_PER_BLOCK = 64 };

void leaving_tell(struct world *w, const struct span *span, size_t i, enum reason reason, enum status_code to)
{
    struct leave *leave = mailbox_post(&w->leaves, span, w->people.firm[i]);
    leave->person = (uint32_t)i;
    leave->reason = (uint8_t)reason;
    leave->to_status = (uint8_t)to;
    leave->second = 0;
}

void leaving_tell_second(struct world *w, const struct span *span, size_t i, enum reason reason)
{
    struct leave *leave = mailbox_post(&w->leaves, span, w->people.second_firm[i]);
    leave->person = (uint32_t)i;
    leave->reason = (uint8_t)reason;
    leave->to_status = 0;
    leave->second = 1;
}

/* What the rows that have been fetched point to: neighbours in the list of staff, people whom the firm knows.
 */
static void fetch_around(const struct world *w, size_t i, size_t firm)
{
    uint32_t next = w->people.staff_next[i];
    uint32_t prev = w->people.staff_prev[i];
    if (next != NOBODY) {
        memory_fetch(&w->people.staff_prev[next]);
    }
    if (prev != NOBODY) {
        memory_fetch(&w->people.staff_next[prev]);
    }
    memory_fetch(&w->known.person[w->firms.known[firm] + w->firms.known_next[firm]]);
}

void leaving_fetch_ahead(const struct world *w, size_t at, size_t end)
{
    enum { ROWS_AHEAD = 12, AROUND_AHEAD = 6 };
    const struct leave *leaves = (const struct leave *)w->leaves.items;
    if (at + ROWS_AHEAD < end) {
        person_fetch_job(&w->people, leaves[at + ROWS_AHEAD].person);
        person_fetch_life(&w->people, leaves[at + ROWS_AHEAD].person);
        person_fetch_firm(&w->firms, w->leaves.receiver[at + ROWS_AHEAD]);
    }
    if (at + AROUND_AHEAD < end &&
        !leaves[at + AROUND_AHEAD].second) { /* the neighbours are of the main firm */
        fetch_around(w, leaves[at + AROUND_AHEAD].person, w->leaves.receiver[at + AROUND_AHEAD]);
    }
}

struct settling {
    struct world *w;
    int32_t day;
};

static void settle(struct world *w, const struct span *span, const struct leave *leave, int32_t day)
{
    size_t i = leave->person;
    enum reason reason = (enum reason)leave->reason;
    if (leave->second) {
        second_job_end(w, span, i, day, reason);
        return;
    }
    person_leave_firm(w, span, i, day, reason);
    person_end_spell(w, span, i, day, reason);
    if (reason == REASON_LEFT) {
        life_leave(w, span, i, day);
    } else if (leave->to_status == STATUS_SELF_EMPLOYED) {
        person_set_up(w, i, day);
    } else if (!status_employed(leave->to_status)) {
        person_out_of_work(w, i, day, (enum status_code)leave->to_status);
    }
}

static void settle_firms(void *context, const struct span *span)
{
    const struct settling *settling = context;
    struct world *w = settling->w;
    size_t end = w->leaves.group_begin[span->end];
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->leaves, group);
        const struct leave *leaves = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            leaving_fetch_ahead(w, w->leaves.group_begin[group] + k, end);
            settle(w, span, &leaves[k], settling->day);
        }
    }
}

enum status leaving_settle(struct world *w, int32_t day, struct error *error)
{
    struct settling settling = {w, day};
    enum status status;
    TRY(mailbox_close(&w->leaves, error));
    TRY(mailbox_sort(&w->leaves, (uint32_t)w->firms.table.rows, error));
    size_t blocks = parallel_blocks(w->leaves.group_count, FIRMS_PER_BLOCK);
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
    TRY(panel_open(&w->sim->panels[PANEL_PEOPLE], blocks, error));
    TRY(households_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->leaves.group_count, FIRMS_PER_BLOCK, settle_firms, &settling);
    TRY(households_settle(w, error));
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
    TRY(panel_close(&w->sim->panels[PANEL_PEOPLE], error));
out:
    return status;
}
