#include "models/labour_market/market/partings.h"

#include "models/labour_market/state/part.h"
#include "models/labour_market/state/person.h"

enum { FIRMS_PER_BLOCK = 64 };

void parting_tell(struct world *w, const struct span *span, size_t job, enum reason reason, uint8_t to)
{
    struct leave *leave = mailbox_post(&w->leaves, span, w->jobs.row[job].place);
    leave->job = (uint32_t)job;
    leave->reason = (uint8_t)reason;
    leave->to_status = to;
}

/* What the rows that have been fetched point to: neighbours in the list of jobs, people whom the firm knows.
 */
static void fetch_around(const struct world *w, size_t job, size_t firm)
{
    uint32_t next = w->jobs.row[job].next;
    uint32_t prev = w->jobs.row[job].prev;
    if (next != NO_JOB) {
        memory_fetch(&w->jobs.row[next]);
    }
    if (prev != NO_JOB) {
        memory_fetch(&w->jobs.row[prev]);
    }
    const struct employer *place = &w->employers.row[firm];
    memory_fetch(&w->contacts.person[place->first_contact + place->next_contact]);
}

void partings_fetch_ahead(const struct world *w, size_t at, size_t end)
{
    enum { ROWS_AHEAD = 12, AROUND_AHEAD = 6 };
    const struct leave *leaves = (const struct leave *)w->leaves.items;
    if (at + ROWS_AHEAD < end) {
        job_fetch(w, leaves[at + ROWS_AHEAD].job);
        firm_fetch(&w->employers, w->leaves.receiver[at + ROWS_AHEAD]);
    }
    if (at + AROUND_AHEAD < end) {
        fetch_around(w, leaves[at + AROUND_AHEAD].job, w->leaves.receiver[at + AROUND_AHEAD]);
    }
}

struct settling {
    struct world *w;
    int32_t day;
};

static void settle_firms(void *context, const struct span *span)
{
    const struct settling *settling = context;
    struct world *w = settling->w;
    size_t end = w->leaves.group_begin[span->end];
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(&w->leaves, group);
        const struct leave *leaves = letters.items;
        for (size_t k = 0; k < letters.count; k++) {
            partings_fetch_ahead(w, w->leaves.group_begin[group] + k, end);
            transition_part(w, span, leaves[k].job, settling->day, (enum reason)leaves[k].reason,
                            leaves[k].to_status);
        }
    }
}

enum status partings_settle(struct world *w, int32_t day, struct error *error)
{
    struct settling settling = {w, day};
    enum status status;
    TRY(mailbox_close(&w->leaves, error));
    TRY(mailbox_sort(&w->leaves, (uint32_t)w->employers.table.rows, error));
    TRY(transitions_open(w, parallel_blocks(w->leaves.group_count, FIRMS_PER_BLOCK), error));
    parallel_for(&w->sim->parallel, w->leaves.group_count, FIRMS_PER_BLOCK, settle_firms, &settling);
    TRY(transitions_close(w, error));
out:
    return status;
}

static const struct part_box messages[] = {PART_BOX(leaves, leave)};

const struct part part_partings = {
    .name = "partings",
    PART_LIST(message, messages),
};
