#include "models/labour_market/calls.h"

#include "models/labour_market/person.h"

enum status calls_init(struct calls *calls, const struct parallel *parallel, struct error *error)
{
    enum status status;
    TRY(mailbox_init(&calls->ending, parallel, 0, error));
    TRY(mailbox_init(&calls->living, parallel, 0, error));
    TRY(mailbox_init(&calls->searching, parallel, 0, error));
out:
    return status;
}

void calls_clear(struct calls *calls)
{
    due_list_clear(&calls->due);
    mailbox_clear(&calls->ending);
    mailbox_clear(&calls->living);
    mailbox_clear(&calls->searching);
}

struct calling {
    struct world *w;
    int32_t day;
};

static void call_block(void *context, const struct span *span)
{
    const struct calling *calling = context;
    const struct people *people = &calling->w->people;
    struct calls *calls = &calling->w->calls;
    for (size_t k = span->begin; k < span->end; k++) {
        uint32_t i = calls->due.ids[k];
        if (k + PERSON_AHEAD < span->end) {
            person_fetch_schedule(people, calls->due.ids[k + PERSON_AHEAD]);
        }
        if (people->job_end[i] <= calling->day) {
            mailbox_post(&calls->ending, span, i);
        }
        if (people->event_day[i] <= calling->day || people->second_end[i] <= calling->day) {
            mailbox_post(&calls->living, span, i);
        }
        if (people->next_search[i] <= calling->day) {
            mailbox_post(&calls->searching, span, i);
        }
    }
}

enum status calls_make(struct world *w, int32_t day, struct error *error)
{
    struct calls *calls = &w->calls;
    struct calling calling = {w, day};
    enum status status;
    TRY(due_sweep(&calls->due, &w->sim->parallel, w->people.due, w->people.table.rows, day, error));
    size_t blocks = parallel_blocks(calls->due.count, PARALLEL_BLOCK);
    TRY(mailbox_open(&calls->ending, blocks, error));
    TRY(mailbox_open(&calls->living, blocks, error));
    TRY(mailbox_open(&calls->searching, blocks, error));
    parallel_for(&w->sim->parallel, calls->due.count, PARALLEL_BLOCK, call_block, &calling);
    TRY(mailbox_close(&calls->ending, error));
    TRY(mailbox_close(&calls->living, error));
    TRY(mailbox_close(&calls->searching, error));
out:
    return status;
}
